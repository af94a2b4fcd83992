//! The heart, by random fact sets against oracles of its own: the example rule, no invented detail, determinism.

use chengwen::bank::{Bank, Edition, Genre, Role};
use chengwen::diagnostic::{Severity, any_error};
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use chengwen::template::Form;
use chengwen::value::Value;
use chengwen::wording::Grade;
use chengwen::workspace::{Request, Workspace};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const GENRE: &str = "self-examination";
const EDITION: &str = "2021";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn genre() -> &'static Genre {
    &BANK.genres[GENRE]
}

fn edition() -> &'static Edition {
    &genre().editions[EDITION]
}

/// A fact before it is written as RON: a kind, a way to vary its fields, and how the writer marked it.
#[derive(Debug, Clone)]
struct Seed {
    kind: usize,
    vary: u32,
    role: u8,
    confidential: bool,
}

fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    let seed =
        (0usize..64, any::<u32>(), 0u8..12, 0u8..10).prop_map(|(kind, vary, role, hidden)| Seed {
            kind,
            vary,
            role,
            confidential: hidden == 0,
        });
    proptest::collection::vec(seed, 0..most)
}

/// A record with every required field and some optional ones, each text marked by the fact's number.
fn record(number: usize, seed: &Seed) -> String {
    let kinds = &genre().definition.kinds;
    let (id, kind) = kinds.get_index(seed.kind % kinds.len()).expect("a kind");
    let mut fields = Vec::new();
    for (index, (name, field)) in kind.fields.iter().enumerate() {
        if !field.required && (seed.vary >> index) & 1 == 0 {
            continue;
        }
        let vary = seed
            .vary
            .rotate_left(u32::try_from(index).expect("small") * 5)
            % 97;
        let value = match field.value_type.kind_id() {
            "date" => match vary % 6 {
                0 => format!("\"2021-{:02}-{:02}\"", vary % 12 + 1, vary % 28 + 1),
                1 => format!("\"2021-{:02}\"", vary % 12 + 1),
                2 => format!("\"2021Q{}\"", vary % 4 + 1),
                3 => format!("\"2020H{}\"", vary % 2 + 1),
                4 => "\"2021\"".to_owned(),
                _ if name == "date" && id != "rectification" => {
                    "\"2021-05-17..2021-05-21\"".to_owned()
                }
                _ => "\"2021年3月\"".to_owned(),
            },
            "count" => format!("{}", vary % 40 + 1),
            "amount" => format!("\"{}.{}%\"", vary + 100, number % 10),
            "choice" => if vary.is_multiple_of(2) {
                "\"完成\""
            } else {
                "\"持续\""
            }
            .to_owned(),
            "place" => format!("\"龘{number}县龘{number}镇龘{number}村\""),
            _ => format!("\"齉{number}靐{index}\""),
        };
        fields.push(format!("{name}: {value}"));
    }
    match seed.role {
        0 => fields.push("role: \"achievement\"".to_owned()),
        1 => fields.push("role: \"measure\"".to_owned()),
        2 => fields.push("role: \"problem\"".to_owned()),
        _ => {}
    }
    if seed.confidential {
        fields.push("confidential: true".to_owned());
    }
    format!("        \"f{number}\": {id}({}),\n", fields.join(", "))
}

fn facts(seeds: &[Seed]) -> Facts {
    let records: String = seeds
        .iter()
        .enumerate()
        .map(|(number, seed)| record(number, seed))
        .collect();
    let text = format!(
        "Facts(\n    genre: \"{GENRE}\",\n    edition: \"{EDITION}\",\n    author: (name: \"某\"),\n    facts: {{\n{records}    }},\n)\n"
    );
    let (facts, diagnostics) = read_facts(&Source::new("facts.ron", text.clone()), &BANK, None);
    // A drawn delay may well contradict the drawn dates, which is warned of.
    assert!(!any_error(&diagnostics), "{diagnostics:?}\n{text}");
    facts
}

fn compose(facts: &Facts, seed: u64) -> Workspace<'_> {
    let request = Request {
        seed,
        ..Request::default()
    };
    Workspace::compose(&BANK, facts, &request).expect("genre and edition are named")
}

/// How many areas must stay without a fact, by Hall's theorem over all sets of areas: independent of any flow.
fn deficiency(facts: &Facts) -> usize {
    let serves: Vec<BTreeSet<&str>> = edition()
        .areas
        .iter()
        .map(|area| {
            let kinds: BTreeSet<&str> = area
                .topics
                .iter()
                .flat_map(|topic| genre().topic(topic).expect("topic").points.values())
                .flat_map(|point| point.example.keys())
                .map(String::as_str)
                .collect();
            facts
                .usable()
                .filter(|(_, fact)| fact.may_be_problem() && kinds.contains(fact.kind.as_str()))
                .map(|(id, _)| id)
                .collect()
        })
        .collect();
    (0u32..1 << serves.len())
        .map(|set| {
            let areas = serves
                .iter()
                .enumerate()
                .filter(|(index, _)| set >> index & 1 == 1);
            let neighbours: BTreeSet<&str> =
                areas.flat_map(|(_, ids)| ids.iter().copied()).collect();
            (set.count_ones() as usize).saturating_sub(neighbours.len())
        })
        .max()
        .unwrap_or(0)
}

/// Every way in which a fact's value may legally be set.
fn surfaces(facts: &Facts) -> Vec<String> {
    let forms = [Form::Default, Form::Short, Form::Han, Form::Bare, Form::By];
    let mut all: Vec<String> = facts
        .usable()
        .flat_map(|(_, fact)| fact.values.values())
        .flat_map(|value: &Value| {
            forms.map(|form| value.surface(form, genre().definition.language, edition().year))
        })
        .collect();
    all.sort_by_key(|surface| std::cmp::Reverse(surface.len()));
    all.dedup();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn composed_when_feasible_and_the_right_report_when_not(seeds in seeds(14), seed in any::<u64>()) {
        let facts = facts(&seeds);
        let workspace = compose(&facts, seed);
        let areas: Vec<_> = workspace
            .document
            .sections
            .iter()
            .filter(|section| section.area.is_some() && section.path.len() == 2)
            .collect();
        prop_assert_eq!(areas.len(), edition().areas.len());
        let unserved = areas
            .iter()
            .filter(|area| workspace.document.grade(area) != Grade::Hard)
            .count();
        prop_assert_eq!(unserved, deficiency(&facts));
        let gaps = workspace
            .gaps()
            .iter()
            .filter(|gap| gap.section.starts_with("1."))
            .count();
        prop_assert_eq!(gaps, unserved, "every area without a fact shows one gap, and no other does");
        if unserved == 0 {
            for section in &workspace.document.sections {
                let must = matches!(section.path[0], 1..=3);
                prop_assert!(
                    !must || workspace.document.grade(section) == Grade::Hard,
                    "{} holds no example", section.address()
                );
            }
        }
        // One fact backs one problem at most.
        let backing: Vec<&String> = workspace.plan.problems.iter().filter_map(|problem| problem.fact.as_ref()).collect();
        let distinct: BTreeSet<&&String> = backing.iter().collect();
        prop_assert_eq!(backing.len(), distinct.len());
    }

    #[test]
    fn no_detail_is_invented_and_nothing_confidential_is_told(seeds in seeds(20), seed in any::<u64>()) {
        let facts = facts(&seeds);
        let workspace = compose(&facts, seed);
        let surfaces = surfaces(&facts);
        for section in &workspace.document.sections {
            for sentence in section.all().filter(|sentence| !sentence.mandated && sentence.gap.is_none()) {
                let mut rest = sentence.text.clone();
                for surface in &surfaces {
                    rest = rest.replace(surface.as_str(), "·");
                }
                let invented = rest.chars().any(|character| {
                    character.is_ascii_digit() || matches!(character, '《' | '》' | '%' | '齉' | '龘')
                });
                prop_assert!(!invented, "{}\n{rest}", sentence.text);
                for mention in &sentence.mentions {
                    let set = &sentence.text[mention.range.clone()];
                    prop_assert!(surfaces.iter().any(|surface| surface == set), "{set}");
                }
            }
        }
        for (number, _) in seeds.iter().enumerate().filter(|(_, seed)| seed.confidential) {
            let id = format!("f{number}");
            let told = workspace.document.sections.iter().flat_map(chengwen::document::Section::all)
                .any(|sentence| sentence.facts().contains(&id.as_str()));
            prop_assert!(!told, "{id} is confidential");
        }
    }

    #[test]
    fn joints_are_clean_for_every_legal_value(seeds in seeds(20), seed in any::<u64>()) {
        let facts = facts(&seeds);
        let workspace = compose(&facts, seed);
        for sentence in workspace.document.sections.iter().flat_map(chengwen::document::Section::all) {
            let text = &sentence.text;
            for joint in ["，，", "。。", "，。", "。，", "、、", "、，", "，、", "：，", "，：", "；。", "（）", "“”", "  ", "{", "}", "[", "]", "|"] {
                prop_assert!(!text.contains(joint), "{joint} in {text}");
            }
            prop_assert!(!text.starts_with(['，', '。', '、', '；', '：']), "{text}");
            let quotes = text.chars().filter(|character| matches!(character, '“' | '”')).count();
            prop_assert_eq!(quotes % 2, 0, "{}", text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_inputs_and_seed_give_the_same_draft(seeds in seeds(16), seed in any::<u64>()) {
        let facts = facts(&seeds);
        let (first, second) = (compose(&facts, seed), compose(&facts, seed));
        prop_assert_eq!(first.plan, second.plan);
        prop_assert_eq!(first.document, second.document);
    }
}

#[test]
fn the_example_passes_every_rule_under_200_seeds() {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let (facts, diagnostics) = read_facts(&source, &BANK, None);
    assert_eq!(diagnostics, []);
    for seed in 0..200 {
        let workspace = compose(&facts, seed);
        assert_eq!(workspace.findings, [], "seed {seed}");
        let length = workspace.document.length();
        assert!(
            (3_000..=4_500).contains(&length),
            "seed {seed}: {length} characters"
        );
        let target = genre().definition.size.target;
        assert!(
            length.abs_diff(target) * 20 <= target,
            "seed {seed}: {length} characters"
        );
        for section in &workspace.document.sections {
            let must = matches!(section.path[0], 1..=3);
            assert!(!must || workspace.document.grade(section) == Grade::Hard);
        }
    }
}

/// Every edition, from the shipped facts and a case, gives a text with all its areas and parts, and no rule is broken.
#[test]
fn every_edition_composes_a_whole_text() {
    let case = "\"case\": case(name: \"邻县一名局长违规插手工程案\", lesson: \"权力一旦离开监督就会走样\"),\n    },\n)";
    let example = embedded::example(GENRE);
    let end = example.rfind("    },\n)").expect("the example's end");
    let text = format!("{}{case}\n", &example[..end]);
    let (facts, diagnostics) = read_facts(&Source::new("facts.ron", text), &BANK, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for edition in genre().editions.values() {
        for seed in 0..20 {
            let request = Request {
                edition: Some(edition.id.clone()),
                seed,
                ..Request::default()
            };
            let workspace =
                Workspace::compose(&BANK, &facts, &request).expect("the genre is known");
            let errors: Vec<_> = workspace
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{} seed {seed}: {errors:?}", edition.id);
            let has_case = workspace
                .document
                .sections
                .iter()
                .any(|section| section.role == Role::Case);
            let wants_case = edition.parts.contains(&"case".to_owned());
            assert_eq!(has_case, wants_case, "{}", edition.id);
        }
    }
}
