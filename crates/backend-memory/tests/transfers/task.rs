//! What the tasks do.

use super::bank::Bank;
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
pub(crate) async fn transfer(bank: Bank, number: u32, rounds: u64) {
    let mut dice = Dice(number.into());
    for _ in 0..rounds {
        let first = dice.below(bank.accounts);
        let ids = [0, 1, 2].map(|next| (first + next * (1 + number % 2)) % bank.accounts);
        let Some(accounts) = bank.read_all(ids).await else { continue };
        let [from, to, witness] = accounts[..] else { unreachable!("three accounts") };
        // Others come between the read and the write.
        yield_now().await;
        let amount = i64::from(dice.below(20)).min(from.balance);
        bank.transfer(&[(from, -amount), (to, amount)], &[witness]).await;
        yield_now().await;
    }
}

/// Moves money between all accounts at once.
pub(crate) async fn move_everything(bank: Bank, rounds: u64) {
    for round in 0..rounds {
        let Some(accounts) = bank.read_all(0..bank.accounts).await else { continue };
        if round.is_multiple_of(4) {
            yield_now().await;
        }
        let changes: Vec<_> = accounts.into_iter().zip([-1, 1].into_iter().cycle()).collect();
        bank.transfer(&changes, &[]).await;
    }
}

/// Reads one account, and gives it a new version now and then.
pub(crate) async fn look_and_touch(bank: Bank, number: u32, rounds: u64) {
    let mut dice = Dice(number.into());
    for _ in 0..rounds {
        let account = bank.read(dice.below(bank.accounts)).await;
        yield_now().await;
        if let Some(account) = account
            && dice.below(4) == 0
        {
            bank.touch(account).await;
        }
    }
}

/// Gives new versions to accounts that nobody else writes, one after another, again and again.
pub(crate) async fn touch_in_turn(bank: Bank, ids: [u32; 2], rounds: u64) {
    let mut accounts = bank.read_all(ids).await.unwrap();
    for _ in 0..rounds {
        for account in &mut accounts {
            *account = bank.touch(*account).await;
        }
    }
}

/// Reads all accounts, and counts the money.
pub(crate) async fn audit(bank: Bank, rounds: u64) {
    for _ in 0..rounds {
        if let Some(total) = total(&bank).await {
            assert_eq!(total, bank.total());
        }
        yield_now().await;
    }
}

/// All the money, read at one moment; `None` where that failed.
pub(crate) async fn total(bank: &Bank) -> Option<i64> {
    let accounts = bank.read_all(0..bank.accounts).await?;
    assert_eq!(accounts.len(), usize::try_from(bank.accounts).unwrap());
    Some(accounts.iter().map(|account| account.balance).sum())
}
