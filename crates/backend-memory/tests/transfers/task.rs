//! What the tasks do.

use super::bank::{ACCOUNTS, BALANCE, Bank};
use tokio::task::yield_now;

/// Numbers that look as if they came by chance, and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % count
    }
}

/// Moves money between accounts, and looks at a third one.
pub(crate) async fn transfer(bank: Bank, number: u64, rounds: u64) {
    let mut dice = Dice(number);
    for _ in 0..rounds {
        let first = dice.below(ACCOUNTS);
        let ids = [0, 1, 2].map(|next| (first + next * (1 + number as u32 % 2)) % ACCOUNTS);
        let Some(accounts) = bank.read_all(ids).await else { continue };
        let [from, to, witness] = accounts[..] else { panic!("three accounts") };
        // Others come between the read and the write.
        yield_now().await;
        let amount = i64::from(dice.below(20)).min(from.balance);
        bank.transfer(from, to, amount, witness).await;
        yield_now().await;
    }
}

/// Reads one account, and gives it a new version now and then.
pub(crate) async fn look_and_touch(bank: Bank, number: u64, rounds: u64) {
    let mut dice = Dice(number);
    for _ in 0..rounds {
        let account = bank.read(dice.below(ACCOUNTS)).await;
        yield_now().await;
        if let Some(account) = account
            && dice.below(4) == 0
        {
            bank.touch(account).await;
        }
    }
}

/// Reads all accounts, and counts the money.
pub(crate) async fn audit(bank: Bank, rounds: u64) {
    for _ in 0..rounds {
        if let Some(total) = total(&bank).await {
            assert_eq!(total, i64::from(ACCOUNTS) * BALANCE);
        }
        yield_now().await;
    }
}

/// All the money, read at one moment; `None` where that failed.
pub(crate) async fn total(bank: &Bank) -> Option<i64> {
    let accounts = bank.read_all(0..ACCOUNTS).await?;
    assert_eq!(accounts.len(), usize::try_from(ACCOUNTS).unwrap());
    Some(accounts.iter().map(|account| account.balance).sum())
}
