//! An entry, tried on a store.

use super::{Contents, Entry, SchemaEntry, Setting, alike};
use crate::{Outcome, Request};
use twintable::{
    Error, Item, TableSchema,
    store::{ItemStore, PutItem, Scan, TableAdmin},
};

impl Entry {
    /// Makes the tables and the items, makes the request, and compares what it gives and what is there after.
    ///
    /// The store has no tables called `main` and `other` yet. The outcome is given back by [`outcome`](Self::outcome).
    ///
    /// # Errors
    ///
    /// What departs from the entry, in words; values included.
    pub async fn check<S: ItemStore + TableAdmin>(&self, store: &S) -> Result<(), String> {
        let outcome = self.outcome(store).await?;
        alike::outcomes(&self.request, &self.expected, &outcome)?;
        let Contents { main, other } = &self.after;
        alike::items("main", main, &all(store, "main").await?)?;
        alike::items("other", other, &all(store, "other").await?)
    }

    /// Makes the tables and the items, and makes the request.
    ///
    /// # Errors
    ///
    /// Why the request could not be made, in words.
    pub async fn outcome<S: ItemStore + TableAdmin>(
        &self,
        store: &S,
    ) -> Result<Result<Outcome, Error>, String> {
        let Setting { tables, before, earlier } = &self.setting;
        for (schema, items) in [(&tables.main, &before.main), (&tables.other, &before.other)] {
            store.create_table(schema.clone()).await.map_err(|error| format!("no table: {error:?}"))?;
            for item in items {
                let put = PutItem::new(schema.name.clone(), item.clone());
                store
                    .put_item(put)
                    .await
                    .map_err(|error| format!("an item that is there before: {error:?}"))?;
            }
        }
        for request in earlier {
            request.clone().send(store).await.map_err(|error| format!("an earlier request: {error:?}"))?;
        }
        Ok(self.request.clone().send(store).await)
    }
}

impl SchemaEntry {
    /// Makes the table, and compares what this gives.
    ///
    /// # Errors
    ///
    /// What departs from the entry, in words.
    pub async fn check<S: TableAdmin>(&self, store: &S) -> Result<(), String> {
        if self.is_there {
            store.create_table(self.schema.clone()).await.map_err(|error| format!("no table: {error:?}"))?;
        }
        let made = store.create_table(self.schema.clone()).await.map(|made| made.schema);
        match (&self.expected, made) {
            (Ok(()), Ok(made)) if made == TableSchema::clone(&self.schema).into_canonical() => Ok(()),
            (Ok(()), Ok(made)) => Err(format!("described as {made:?}")),
            (Err(expected), Err(error)) => alike::errors(expected, &error),
            (Ok(()), Err(error)) => Err(format!("refused: {error:?}")),
            (Err(expected), Ok(_)) => Err(format!("made, instead of: {expected:?}")),
        }
    }
}

/// All items of a table.
async fn all<S: ItemStore>(store: &S, table: &'static str) -> Result<Vec<Item>, String> {
    let (mut items, mut next) = (Vec::new(), Some(Scan { consistent: true, ..Scan::new(table) }));
    while let Some(scan) = next {
        let page = Request::from(scan.clone()).send(store).await.map_err(|error| format!("{error:?}"))?;
        let Outcome::Page(page) = page else { return Err("a scan gave no page".to_owned()) };
        items.extend(page.items);
        next = page.last_evaluated_key.map(|last| scan.after(Some(last)));
    }
    Ok(items)
}
