//! A domain of one entity, as a service would begin.

use twintable::prelude::*;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "bank", partition_key = "ACCOUNT#{id}")]
pub struct Account {
    pub id: String,
    pub balance: Number,
}

pub async fn withdraw(accounts: &dyn Repository<Account>, id: &str, amount: i64) -> Result<Account, Error> {
    accounts.update(Account::key(id)).increment(Account::BALANCE, -amount).when(Account::BALANCE.ge(amount)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use twintable_memory::MemoryStore;

    #[test]
    fn nobody_withdraws_more_than_there_is() -> Result<(), Error> {
        let store = MemoryStore::with_tables([Account::schema().clone()])?;
        let accounts = store.repository::<Account>();
        accounts.put(Account { id: "a".to_owned(), balance: Number::from(100) }).wait()?;
        assert_eq!(withdraw(&accounts, "a", 30).wait()?.balance, Number::from(70));
        assert!(matches!(withdraw(&accounts, "a", 80).wait(), Err(Error::ConditionFailed { .. })));
        Ok(())
    }
}
