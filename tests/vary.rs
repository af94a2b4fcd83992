//! Drafts of a set are kept apart: no shared sentence, little shared wording, every rule kept.

use chengwen::bank::Bank;
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use chengwen::wording::between;
use chengwen::workspace::{Pair, Request, Workspace, pairs, vary};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let source = Source::new("facts.ron", embedded::example("self-examination"));
    read_facts(&source, &BANK, None).0
});

fn drafts(number: usize) -> Vec<Workspace<'static>> {
    let request = Request {
        seed: 7,
        ..Request::default()
    };
    vary(&BANK, &FACTS, &request, number).expect("the example composes")
}

fn figures(drafts: &[Workspace<'_>]) -> (f64, f64) {
    let texts: Vec<_> = drafts.iter().map(Workspace::shingles).collect();
    let pairs: Vec<Pair> = pairs(&texts);
    #[allow(clippy::cast_precision_loss)]
    let mean = pairs.iter().map(|pair| pair.likeness.jaccard).sum::<f64>() / pairs.len() as f64;
    let worst = pairs
        .iter()
        .map(|pair| pair.likeness.containment)
        .fold(0.0, f64::max);
    (mean, worst)
}

/// The sentences that stand in more than one draft, prescribed ones aside; the facts' words do not count.
fn shared_sentences(drafts: &[Workspace<'_>]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for draft in drafts {
        for section in &draft.document.sections {
            for sentence in section.all().filter(|sentence| !sentence.mandated) {
                let ranges = sentence
                    .mentions
                    .iter()
                    .map(|mention| mention.range.clone());
                *seen
                    .entry(between(&sentence.text, ranges).join("…"))
                    .or_default() += 1;
            }
        }
    }
    seen.into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(text, _)| text)
        .collect()
}

#[test]
fn eight_drafts_of_the_example_share_no_sentence() {
    let drafts = drafts(8);
    let (mean, worst) = figures(&drafts);
    println!("vary 8: mean Jaccard {mean:.3}, worst containment {worst:.3}");
    assert_eq!(shared_sentences(&drafts), Vec::<String>::new());
    assert!(mean <= 0.15, "{mean}");
    assert!(worst <= 0.30, "{worst}");
    for draft in &drafts {
        assert_eq!(draft.findings, []);
    }
}

#[test]
fn thirty_drafts_are_as_far_apart_as_the_bank_allows() {
    let drafts = drafts(30);
    let (mean, worst) = figures(&drafts);
    let shared = shared_sentences(&drafts).len();
    println!(
        "vary 30: mean Jaccard {mean:.3}, worst containment {worst:.3}, sentences in several drafts: {shared}"
    );
    assert!(mean <= 0.15, "{mean}");
    for draft in &drafts {
        assert!(
            draft
                .findings
                .iter()
                .all(|finding| finding.rule == "repeated-phrase"),
            "{:?}",
            draft.findings
        );
    }
}

#[test]
fn a_set_is_the_same_each_time() {
    let texts = |drafts: Vec<Workspace<'_>>| -> Vec<_> {
        drafts.into_iter().map(|draft| draft.document).collect()
    };
    assert_eq!(texts(drafts(4)), texts(drafts(4)));
}
