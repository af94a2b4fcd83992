//! The section tree, with a light for each section and characters against the target.

use super::{View, lights, name_of};
use crate::document::Section;
use crate::studio::words::Word;
use crate::wording::Grade;
use maud::{Markup, html};

/// The outline.
pub fn outline_pane(view: &View<'_>) -> Markup {
    let document = &view.workspace.document;
    let target = view.workspace.plan.target;
    let length = document.length();
    let (lit, all) = lights(view.workspace);
    html! {
        div.tally {
            p.count {
                strong { (length) } " / " (target) " " (view.word(Word::Characters))
            }
            meter.length min="0" max=(target.max(length)) value=(length)
                aria-label=(view.word(Word::Characters)) {}
            p.lit.all[lit == all] {
                (lit) " / " (all) " " (view.word(Word::LitSections))
            }
        }
        ul.tree {
            @for section in &document.sections {
                (branch(view, section, length))
            }
        }
    }
}

fn branch(view: &View<'_>, section: &Section, length: usize) -> Markup {
    let document = &view.workspace.document;
    let address = section.address();
    let under: usize = document.subtree(section).map(Section::length).sum();
    let name = name_of(section);
    let name = if name.is_empty() {
        document.title.clone()
    } else {
        name
    };
    let (mark, class, says) = match document.grade(section) {
        Grade::Hard => ("●", "hard", Word::LitHard),
        Grade::Scenario => ("◐", "scenario", Word::LitScenario),
        Grade::None => ("○", "none", Word::LitNone),
    };
    html! {
        li class={ "level-" (section.path.len()) } {
            a href={ "#s-" (address) } data-goto=(address) {
                span class={ "light " (class) } role="img" aria-label=(view.word(says)) { (mark) }
                span.name { (name) }
                span.size { (under) }
            }
            @if section.path.len() == 1 {
                meter min="0" max=(length.max(1)) value=(under)
                    aria-label={ (name) " " (view.word(Word::Characters)) } {}
            }
        }
    }
}
