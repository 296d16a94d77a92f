//! What a plan has done so far, which its later steps refer to.

use super::pair::Both;
use twintable::Item;
use twintable_testkit::{
    Request,
    strategy::{Step, Tables},
};

#[derive(Debug, Default)]
pub(super) struct History {
    requests: Vec<Request>,
    pages: Vec<Kept>,
}

/// A page that was read, and where it ended.
#[derive(Debug)]
struct Kept {
    request: Request,
    last: Both<Option<Item>>,
}

impl History {
    /// The requests of a step; none where there is nothing to repeat or to resume.
    pub(super) fn requests(&self, step: &Step, tables: &Tables) -> Option<Both<Request>> {
        match step {
            Step::Request(draft) => {
                let kept = self.pages.iter().rev().find_map(|page| page.last.memory.as_ref());
                Some(Both::alike(draft.request(tables, kept)))
            }
            Step::Repeat(back) => {
                self.requests.iter().rev().nth(usize::from(*back)).map(|request| Both::alike(request.clone()))
            }
            Step::Resume(back) => {
                let Kept { request, last } = self.pages.iter().rev().nth(usize::from(*back))?;
                let Both { memory: Some(memory), engine: Some(engine) } = last.clone() else { return None };
                Some(Both { memory: request.after(Some(memory))?, engine: request.after(Some(engine))? })
            }
        }
    }

    pub(super) fn made(&mut self, request: Request) {
        self.requests.push(request);
    }

    pub(super) fn page(&mut self, request: Request, last: Both<Option<Item>>) {
        self.pages.push(Kept { request, last });
    }
}
