//! What counts as a specific detail: labelled texts, the bank's own wording, composed drafts read back, and any text at all.

#[path = "detection/labelled.rs"]
mod labelled;

use chengwen::bank::Bank;
use chengwen::check::{Finding, Text, check};
use chengwen::detect::{Backing, Detector};
use chengwen::document::parse::{blocks_of_text, parse};
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::message::Language;
use chengwen::render::renderer;
use chengwen::wording::Grade;
use chengwen::workspace::{Request, Workspace};
use labelled::{
    GENRE, example, measure_sections, measure_sentences, misjudged_sections, sentences,
    specific_wording,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::of(&BANK.genres[GENRE], &[]));

#[test]
fn labelled_texts_are_judged_as_a_reader_judges_them() {
    let quiet = |_: &str, _: &[String]| {};
    let [any, hard, marks] = measure_sentences(&DETECTOR, &sentences("sentences.ron"), quiet);
    let [any_section, hard_section] = measure_sections(&DETECTOR, quiet);
    let mut short = Vec::new();
    for (name, score, least) in [
        ("sentences with an example", any, 0.92),
        ("sentences with a hard example", hard, 0.92),
        ("placeholders", marks, 0.98),
        ("sections with an example", any_section, 0.95),
        ("sections with a hard example", hard_section, 0.95),
    ] {
        println!("{}", score.show(name));
        if score.precision() < least || score.recall() < least {
            short.push(score.show(name));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn sentences_that_the_finders_were_fitted_to_are_all_judged_right() {
    let mut faults = Vec::new();
    measure_sentences(&DETECTOR, &sentences("tuning.ron"), |text, found| {
        faults.push(format!("{text} {found:?}"));
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_bank_s_own_wording_is_never_specific() {
    let (texts, specific) = specific_wording(&BANK, &DETECTOR);
    assert!(texts > 3_000);
    assert!(specific.is_empty(), "{specific:#?}");
}

#[test]
fn a_composed_section_that_is_specific_by_its_facts_is_found_specific() {
    let (sections, misjudged) = misjudged_sections(&BANK, &DETECTOR, &example(&BANK), 60);
    assert!(sections > 1_000);
    assert!(misjudged.is_empty(), "{}", misjudged.join("\n"));
}

/// What the rules say of a draft that was rendered to text and read back without its provenance.
fn read_back(facts: &Facts, seed: u64, backed: bool) -> Vec<Finding> {
    let request = Request {
        seed,
        ..Request::default()
    };
    let workspace =
        Workspace::compose(&BANK, facts, &request).expect("the example names its genre");
    let text = workspace.render(renderer("text").expect("listed"), Language::Chinese);
    let text = String::from_utf8(text).expect("text");
    let (mut document, edition) = parse(&blocks_of_text(&text), workspace.genre, None);
    let year = workspace.edition.year;
    let backing = Backing::new(workspace.genre, edition, facts, year);
    document.find_details(&DETECTOR, backed.then_some(&backing));
    check(&Text {
        document: &document,
        genre: workspace.genre,
        edition,
        facts: backed.then_some(facts),
        length: None,
        settings: &workspace.genre.definition.rules,
        others: &[],
        lists: &chengwen::check::Lists::default(),
    })
}

#[test]
fn drafts_read_back_hold_their_examples_and_every_detail_is_backed() {
    let facts = example(&BANK);
    for seed in 0..40 {
        for backed in [false, true] {
            let found: Vec<String> = read_back(&facts, seed, backed)
                .into_iter()
                .filter(|finding| {
                    matches!(
                        finding.rule,
                        "no-example" | "placeholder" | "unsupported-detail"
                    )
                })
                .map(|finding| format!("{} {} {}", finding.rule, finding.section, finding.text))
                .collect();
            assert!(found.is_empty(), "seed {seed}, backed {backed}: {found:#?}");
        }
    }
}

#[test]
fn facts_stand_behind_every_way_to_put_them() {
    let facts = example(&BANK);
    let genre = &BANK.genres[GENRE];
    let backing = Backing::new(genre, genre.editions.get("2021"), &facts, 2021);
    let unbacked = |text: &str| -> Vec<String> {
        DETECTOR
            .backed_mentions(text, &backing)
            .into_iter()
            .filter(|mention| mention.fact.is_none() && mention.grade == Grade::Hard)
            .map(|mention| text[mention.range].to_owned())
            .collect()
    };
    for text in [
        "6月22日到柳河镇走访葛桂兰。",
        "去年的事不提，今年6月到青石村去了两次。",
        "老葛说排水沟还没有着落，葛大娘也这样说。",
        "12345热线反映锦绣苑安置房漏水，办了四十七天。",
        "5月17日至21日参加了培训，5月去的。",
        "计划12次，参加了九次，少了三次。",
        "项目投资3100余万元，拖到11月12日。",
        "临江县住房和城乡建设局的事，沈砚舟来办。",
    ] {
        assert_eq!(unbacked(text), [""; 0], "{text}");
    }
    for (text, detail) in [
        ("6月23日到柳河镇走访葛桂兰。", "6月23日"),
        ("到青石村去了五次。", "五次"),
        ("到柳河镇走访周德贵。", "周德贵"),
        ("在白石村走访葛桂兰。", "白石村"),
        ("办了37天。", "37天"),
        ("《信访工作条例》没有读。", "《信访工作条例》"),
    ] {
        assert_eq!(unbacked(text), [detail], "{text}");
    }
}

#[test]
fn a_gazetteer_makes_short_names_places() {
    let own = Detector::of(&BANK.genres[GENRE], &["柳河".to_owned()]);
    let places = |detector: &Detector| {
        let mentions = detector.mentions("柳河那次走访，我没有问。");
        mentions
            .iter()
            .filter(|mention| mention.kind == "place")
            .count()
    };
    assert_eq!((places(&DETECTOR), places(&own)), (0, 1));
}

#[test]
fn long_lines_take_linear_time() {
    let hostile = [
        "（", "《", "第", "一", "X", "王", "中国", "县", "和平", "在", "会议", "1", "。", "的时",
        "·阿",
    ];
    for unit in hostile {
        let seconds = |size: usize| {
            let text = unit.repeat(size / unit.len());
            let start = std::time::Instant::now();
            DETECTOR.mentions(&text);
            start.elapsed().as_secs_f64()
        };
        let (short, long) = (seconds(50_000), seconds(400_000));
        // Eight times the text, with a margin for a busy machine; what is quadratic takes a minute.
        assert!(long < short * 24.0 + 2.0, "{unit}: {short} s, {long} s");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_details_in_order_and_on_boundaries(
        text in "([0-9一二三十百半第年月日号《》〔〕（）XxX×○_*。，：王李老小某县村镇局会议时在只了同志：“”·A-Za-z ]|[^\\x00]|2021年|青石村|葛桂兰|常务会议){0,60}"
    ) {
        let mut end = 0;
        for mention in DETECTOR.mentions(&text) {
            prop_assert!(end <= mention.range.start && mention.range.start < mention.range.end);
            prop_assert!(text.get(mention.range.clone()).is_some());
            end = mention.range.end;
        }
        let mut end = 0;
        for range in DETECTOR.placeholders(&text) {
            prop_assert!(end <= range.start && text.get(range.clone()).is_some());
            end = range.end;
        }
    }
}
