//! What counts as a specific detail, on sentences that anyone can read.

use chengwen::detect::Detector;
use chengwen::embedded;
use chengwen::wording::Grade;

#[test]
fn a_dated_visit_is_specific_and_a_slogan_is_not() {
    let bank = embedded::bank();
    let detector = Detector::of(&bank.genres["self-examination"], &["柳河".to_owned()]);
    let best = |text: &str| {
        let mentions = detector.mentions(text);
        mentions.iter().map(|mention| mention.grade).min()
    };
    assert_eq!(
        best("2021年6月到柳河走访葛桂兰，只坐了一刻钟。"),
        Some(Grade::Hard)
    );
    assert_eq!(
        best("增强“四个意识”，坚定“四个自信”。").unwrap_or(Grade::None),
        Grade::None
    );
    assert_eq!(
        best("一年来只去了XX县XX乡XX村慰问X次。").unwrap_or(Grade::None),
        Grade::None
    );
}
