//! Leaving out what a difference does not need.

use super::Script;
use twintable::TableSchema;

impl Script {
    /// The script without the requests, tables and indexes that it can lose and still be wrong.
    pub(crate) fn shortened(mut self, is_wrong: impl Fn(&Self) -> bool) -> Self {
        loop {
            let Some(shorter) = self.shorter().find(&is_wrong) else { return self };
            self = shorter;
        }
    }

    /// The scripts that lack one thing each, the last request first.
    fn shorter(&self) -> impl Iterator<Item = Self> {
        let without_request = (0..self.requests.len()).rev().map(|position| {
            let mut shorter = self.clone();
            shorter.requests.remove(position);
            shorter
        });
        let without_table = (0..self.tables.len()).map(|position| {
            let mut shorter = self.clone();
            shorter.tables.remove(position);
            shorter
        });
        let without_index = self.tables.iter().enumerate().flat_map(move |(position, table)| {
            without_index(table).map(move |table| {
                let mut shorter = self.clone();
                shorter.tables.splice(position..=position, [table]);
                shorter
            })
        });
        without_request.chain(without_table).chain(without_index)
    }
}

fn without_index(table: &TableSchema) -> impl Iterator<Item = TableSchema> {
    let without_local = (0..table.local_indexes.len()).map(|position| {
        let mut shorter = table.clone();
        shorter.local_indexes.remove(position);
        shorter
    });
    let without_global = (0..table.global_indexes.len()).map(|position| {
        let mut shorter = table.clone();
        shorter.global_indexes.remove(position);
        shorter
    });
    without_local.chain(without_global)
}
