//! The state of the machine.

use crate::{
    Outcome, Request,
    model::Model,
    script::Script,
    strategy::{KeyDraft, KeyShape, Step, Tables},
};
use std::time::SystemTime;
use twintable::{Item, store::Scan};

/// What the model holds, and what was done, which later steps refer to.
#[derive(Debug, Clone)]
pub(super) struct State {
    tables: Tables,
    model: Model,
    requests: Vec<Request>,
    pages: Vec<Kept>,
}

/// A page that was read and is not the last.
#[derive(Debug, Clone)]
struct Kept {
    request: Request,
    last: Item,
}

impl State {
    /// Tables without items. The tables are valid.
    pub(super) fn new(tables: Tables) -> Self {
        let model = Model::with_tables([tables.main.clone(), tables.other.clone()]).unwrap_or_default();
        Self { tables, model, requests: Vec::new(), pages: Vec::new() }
    }

    /// How many items the table with indexes has.
    pub(super) fn len(&self) -> usize {
        self.model.items(&self.tables.main.name).len()
    }

    /// The items of the table with indexes, each with the draft of its key.
    pub(super) fn stored(&self) -> Vec<(KeyDraft, Item)> {
        let items = self.model.items(&self.tables.main.name);
        let drafts = (0..3).flat_map(|partition| (0..4).map(move |sort| (partition, sort)));
        let drafts: Vec<_> = drafts
            .map(|(partition, sort)| KeyDraft { partition, sort, shape: KeyShape::Valid })
            .map(|draft| (Some(draft.key(&self.tables.main)), draft))
            .collect();
        let of = |item: &Item| {
            let key = self.tables.main.key_of(item);
            drafts.iter().find(|(other, _)| *other == key).map(|(_, draft)| (draft.clone(), item.clone()))
        };
        items.iter().filter_map(of).collect()
    }

    /// Takes a step; nothing is done where there is nothing to repeat or to resume.
    pub(super) fn after(mut self, step: &Step) -> Self {
        let Some(request) = self.request(step) else { return self };
        if let Ok(Outcome::Page(page)) = self.model.answer(&request, SystemTime::UNIX_EPOCH)
            && let Some(last) = page.last_evaluated_key
        {
            self.pages.push(Kept { request: request.clone(), last });
        }
        self.requests.push(request);
        self
    }

    /// The tables.
    pub(super) fn into_tables(self) -> Tables {
        self.tables
    }

    /// What was done.
    pub(super) fn into_script(self) -> Script {
        Script { tables: vec![self.tables.main, self.tables.other], requests: self.requests }
    }

    /// How many requests were made.
    pub(super) fn requests(&self) -> usize {
        self.requests.len()
    }

    fn request(&self, step: &Step) -> Option<Request> {
        match step {
            Step::Request(draft) => {
                Some(draft.request(&self.tables, self.pages.last().map(|page| &page.last)))
            }
            Step::Repeat(back) => self.requests.iter().rev().nth(usize::from(*back)).cloned(),
            Step::Resume(back) => {
                let Kept { request, last } = self.pages.iter().rev().nth(usize::from(*back))?;
                // Where a segment ended in the model may be in another segment of the store.
                let is_segment = matches!(request, Request::Scan(Scan { segment: Some(_), .. }));
                if is_segment { None } else { request.after(Some(last.clone())) }
            }
        }
    }
}
