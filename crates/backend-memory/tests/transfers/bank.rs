//! Accounts with versions: the calls of a bank, each as it goes into the history.

use futures::FutureExt;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use twintable::{
    Error, Item, KeyAttribute, PrimaryKey, TableSchema,
    expr::{Filter, Update},
    item, path,
    store::{
        GetItem, ItemStore, PutItem, TransactCheck, TransactGet, TransactGetItems, TransactPut,
        TransactUpdate, TransactWrite, TransactWriteItems,
    },
};
use twintable_memory::MemoryStore;
use twintable_testkit::history::{Access, History, OpenCall};

pub(crate) const BALANCE: i64 = 100;

/// The bank as a task sees it.
#[derive(Clone)]
pub(crate) struct Bank {
    pub(crate) store: Arc<dyn ItemStore>,
    pub(crate) history: History,
    pub(crate) accounts: u32,
    /// Where the next version comes from, so that none comes twice.
    next_version: Arc<AtomicU64>,
}

/// An account as it was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    pub(crate) id: u32,
    pub(crate) balance: i64,
    version: u64,
}

/// A store with some accounts, in two tables, so that transactions reach over more than one.
pub(crate) fn opened(accounts: u32) -> MemoryStore {
    let schemas = ["left", "right"].map(|name| TableSchema::new(name, KeyAttribute::number("id")));
    let store = MemoryStore::with_tables(schemas).unwrap();
    for id in 0..accounts {
        let account = Account { id, balance: BALANCE, version: 0 };
        store.put_item(PutItem::new(table(id), account.item())).now_or_never().unwrap().unwrap();
    }
    store
}

const fn table(id: u32) -> &'static str {
    if id.is_multiple_of(2) { "left" } else { "right" }
}

fn key(id: u32) -> PrimaryKey {
    PrimaryKey::new("id", id)
}

impl Account {
    fn item(self) -> Item {
        let Self { id, balance, version } = self;
        item! { "id" => id, "balance" => balance, "version" => version }
    }

    fn of(item: &Item) -> Self {
        let number = |name: &str| item.get(name).unwrap().as_number().unwrap();
        Self {
            id: number("id").try_into().unwrap(),
            balance: number("balance").try_into().unwrap(),
            version: number("version").try_into().unwrap(),
        }
    }

    fn read(self) -> Access {
        Access::read(self.id.to_string(), self.version)
    }

    fn replaced_by(self, next: Self) -> Access {
        Access::replaced(self.id.to_string(), self.version, next.version)
    }

    fn is_unchanged(self) -> Filter {
        path("version").eq(self.version)
    }
}

impl Bank {
    /// A bank with the accounts of a store, with nothing in its history.
    pub(crate) fn new(store: Arc<dyn ItemStore>, accounts: u32) -> Self {
        Self { store, history: History::new(), accounts, next_version: Arc::default() }
    }

    /// The same bank, through another store.
    pub(crate) fn through(&self, store: Arc<dyn ItemStore>) -> Self {
        Self { store, ..self.clone() }
    }

    /// All the money there is.
    pub(crate) fn total(&self) -> i64 {
        i64::from(self.accounts) * BALANCE
    }

    /// Reads some accounts at one moment; `None` where that failed.
    pub(crate) async fn read_all(&self, ids: impl IntoIterator<Item = u32>) -> Option<Vec<Account>> {
        let gets = ids.into_iter().map(|id| TransactGet::new(table(id), key(id))).collect();
        let call = self.history.begin("read");
        let result =
            self.store.transact_get_items(TransactGetItems { gets, ..TransactGetItems::default() }).await;
        ended_reading(call, result.map(|found| found.items.into_iter().flatten().collect()))
    }

    /// Reads one account; `None` where that failed.
    pub(crate) async fn read(&self, id: u32) -> Option<Account> {
        let call = self.history.begin("read one");
        let result = self.store.get_item(GetItem::new(table(id), key(id)).consistent()).await;
        ended_reading(call, result.map(|found| found.item.into_iter().collect()))?.pop()
    }

    /// Changes the balances of some accounts, if they are as they were read, and some others are too.
    pub(crate) async fn transfer(&self, changes: &[(Account, i64)], witnesses: &[Account]) {
        let (mut actions, mut accesses): (Vec<TransactWrite>, Vec<_>) = (Vec::new(), Vec::new());
        for (account, change) in changes {
            let changed = self.with_balance(*account, *change);
            let (table, condition) = (table(account.id), account.is_unchanged());
            // The one that loses is updated and the one that gains is put: two ways of doing the same.
            actions.push(if *change < 0 {
                let update = Update::new().set("balance", changed.balance).set("version", changed.version);
                TransactUpdate::new(table, key(account.id), update).when(condition).into()
            } else {
                TransactPut::new(table, changed.item()).when(condition).into()
            });
            accesses.push(account.replaced_by(changed));
        }
        for witness in witnesses {
            let condition = witness.is_unchanged();
            actions.push(TransactCheck::new(table(witness.id), key(witness.id), condition).into());
            accesses.push(witness.read());
        }
        let call = self.history.begin("transfer");
        let result = self.store.transact_write_items(TransactWriteItems::of(actions)).await;
        ended_writing(call, result, accesses);
    }

    /// Gives an account a new version, if it is as it was read, and returns it as it is then.
    pub(crate) async fn touch(&self, account: Account) -> Account {
        let touched = self.with_balance(account, 0);
        let request = PutItem::new(table(account.id), touched.item()).when(account.is_unchanged());
        let call = self.history.begin("touch");
        ended_writing(call, self.store.put_item(request).await, [account.replaced_by(touched)]);
        touched
    }

    fn with_balance(&self, account: Account, change: i64) -> Account {
        let version = self.next_version.fetch_add(1, Ordering::Relaxed) + 1;
        Account { version, balance: account.balance + change, ..account }
    }
}

fn ended_reading(call: OpenCall, result: Result<Vec<Item>, Error>) -> Option<Vec<Account>> {
    match result {
        Ok(items) => {
            let accounts: Vec<_> = items.iter().map(Account::of).collect();
            call.done(accounts.iter().map(|account| account.read()));
            Some(accounts)
        }
        Err(error) => {
            assert!(is_expected(&error), "{error:?}");
            call.not_done([]);
            None
        }
    }
}

fn ended_writing<T>(call: OpenCall, result: Result<T, Error>, accesses: impl IntoIterator<Item = Access>) {
    match result {
        Ok(_) => call.done(accesses),
        Err(Error::TimedOut { .. }) => call.unknown(accesses),
        Err(error) => {
            assert!(is_expected(&error), "{error:?}");
            call.not_done(accesses);
        }
    }
}

/// Whether an error is a lost race, or one that a plan of faults can make.
fn is_expected(error: &Error) -> bool {
    matches!(
        error,
        Error::ConditionFailed { .. }
            | Error::TransactionCancelled { .. }
            | Error::Conflict
            | Error::Throttled { .. }
            | Error::TimedOut { .. }
            | Error::Backend(_)
    )
}
