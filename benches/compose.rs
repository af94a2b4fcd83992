//! What composing costs, with allocations counted: `cargo bench`.

use chengwen::bank::Bank;
use chengwen::document::realize::realize;
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::RENDERERS;
use chengwen::source::Source;
use chengwen::workspace::{Address, Request, Workspace};
use divan::Bencher;
use std::sync::LazyLock;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

const GENRE: &str = "self-examination";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static FACTS: LazyLock<Facts> = LazyLock::new(|| example(&BANK));

fn main() {
    divan::main();
}

fn example(bank: &Bank) -> Facts {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    read_facts(&source, bank, None).0
}

fn request(seed: u64) -> Request {
    Request {
        seed,
        ..Request::default()
    }
}

/// The index and every topic, as a first draft needs them.
#[divan::bench]
fn decode_bank() -> usize {
    let bank = embedded::bank();
    let topics = &bank.genres[GENRE].topics;
    topics.values().map(|topic| topic.get().points.len()).sum()
}

#[divan::bench]
fn read_the_example() -> Facts {
    example(&BANK)
}

#[divan::bench]
fn select_realize_and_check(bencher: Bencher) {
    let next = std::sync::atomic::AtomicU64::new(0);
    bencher
        .with_inputs(|| next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        .bench_values(|seed| {
            Workspace::compose(&BANK, &FACTS, &request(seed)).map(|workspace| workspace.document)
        });
}

#[divan::bench]
fn realize_a_plan(bencher: Bencher) {
    let workspace =
        Workspace::compose(&BANK, &FACTS, &request(7)).expect("the example names its genre");
    bencher.bench_local(|| {
        realize(
            workspace.genre,
            workspace.edition,
            workspace.facts,
            &workspace.plan,
        )
    });
}

#[divan::bench(args = RENDERERS.map(|renderer| renderer.id))]
fn render(bencher: Bencher, id: &str) {
    let workspace =
        Workspace::compose(&BANK, &FACTS, &request(7)).expect("the example names its genre");
    let renderer = chengwen::render::renderer(id).expect("listed");
    bencher.bench_local(|| workspace.render(renderer, Language::Chinese));
}

/// All phrasings of a sentence with the rules that each would break, as the page lists them.
#[divan::bench]
fn alternatives(bencher: Bencher) {
    let workspace =
        Workspace::compose(&BANK, &FACTS, &request(7)).expect("the example names its genre");
    let address = Address::read("1.3.1:2").expect("an address");
    bencher.bench_local(|| workspace.alternatives(&address).expect("a sentence").len());
}
