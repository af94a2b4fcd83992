//! What leads facts back to how they were before a change.

use super::{Author, Fact, Facts};
use crate::value::Date;
use indexmap::IndexMap;

/// The parts of the facts as they were, where they changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactsBefore {
    /// The facts that changed; `None` where there was none.
    pub facts: IndexMap<String, Option<Fact>>,
    /// The order of all facts, where it is not that of the later ones.
    pub order: Option<Vec<String>>,
    /// The author.
    pub author: Option<Author>,
    /// The date that signs the text.
    pub date: Option<Option<Date>>,
}

impl FactsBefore {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
            && self.order.is_none()
            && self.author.is_none()
            && self.date.is_none()
    }
}

impl Facts {
    /// What of these facts differs from later ones.
    pub fn since(&self, later: &Facts) -> FactsBefore {
        let mut facts: IndexMap<String, Option<Fact>> = self
            .facts
            .iter()
            .filter(|(id, fact)| later.facts.get(*id) != Some(*fact))
            .map(|(id, fact)| (id.clone(), Some(fact.clone())))
            .collect();
        for id in later.facts.keys() {
            if !self.facts.contains_key(id) {
                facts.insert(id.clone(), None);
            }
        }
        // Facts that were added at the end are simply taken away again; any other order must be written down.
        let is_kept = self
            .facts
            .keys()
            .eq(later.facts.keys().take(self.facts.len()));
        FactsBefore {
            facts,
            order: (!is_kept).then(|| self.facts.keys().cloned().collect()),
            author: (self.author != later.author).then(|| self.author.clone()),
            date: (self.date != later.date).then_some(self.date),
        }
    }

    /// Goes back to what was recorded, and records what undoes that.
    pub fn restore(&mut self, before: &FactsBefore) -> FactsBefore {
        let now = self.clone();
        for (id, fact) in &before.facts {
            match fact {
                Some(fact) => {
                    self.facts.insert(id.clone(), fact.clone());
                }
                None => {
                    self.facts.shift_remove(id);
                }
            }
        }
        if let Some(order) = &before.order {
            let place = |id: &String| order.iter().position(|other| other == id);
            self.facts
                .sort_by(|left, _, right, _| place(left).cmp(&place(right)));
        }
        if let Some(author) = &before.author {
            self.author.clone_from(author);
        }
        if let Some(date) = before.date {
            self.date = date;
        }
        now.since(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(ids: &[&str]) -> Facts {
        let facts = ids.iter().map(|id| {
            let fact = Fact {
                kind: (*id).to_owned(),
                values: IndexMap::new(),
                topics: Vec::new(),
                role: None,
                confidential: false,
                source: String::new(),
                note: String::new(),
            };
            ((*id).to_owned(), fact)
        });
        Facts {
            facts: facts.collect(),
            ..Facts::default()
        }
    }

    #[test]
    fn every_change_is_led_back_in_order() {
        let before = facts(&["a", "b", "c"]);
        let mut noted = before.clone();
        noted.facts[1].note = "x".to_owned();
        let mut signed = before.clone();
        signed.date = Date::read("2021-12-30").ok();
        for later in [
            facts(&["a", "b", "c", "d"]),
            facts(&["a", "c"]),
            facts(&["c", "a", "b"]),
            facts(&[]),
            noted,
            signed,
        ] {
            let mut now = later.clone();
            let forth = now.restore(&before.since(&later));
            assert_eq!(now, before);
            assert!(now.facts.keys().eq(before.facts.keys()));
            now.restore(&forth);
            assert_eq!(now, later);
            assert!(now.facts.keys().eq(later.facts.keys()));
        }
        assert!(before.since(&before).is_empty());
    }
}
