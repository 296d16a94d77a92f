//! A cursor that one backend's repository made goes on in another's, where the items are the same.

use super::*;
use twintable::{CursorSecrets, Cursors};
use twintable_memory::MemoryStore;

/// The same orders and invoices in the store under test and in memory.
async fn twins() -> [TableRepository<Order>; 2] {
    let memory = MemoryStore::with_tables([Order::schema().clone()]).unwrap();
    for id in 0..12 {
        memory.repository::<Order>().put(Order::new(2 * id)).await.unwrap();
        memory.repository::<Invoice>().put(Invoice::new(2 * id + 1)).await.unwrap();
    }
    let sealed = || Cursors::new().sealed(CursorSecrets::new(3, [9; 32]));
    let (_, tested) = mixed(0..12).await;
    [tested.with_cursors(sealed()), memory.repository::<Order>().with_cursors(sealed())]
}

macro_rules! goes_on {
    ($twins:expr, |$orders:ident| $read:expr) => {{
        let whole = {
            let $orders = &$twins[0];
            $read.all().await.unwrap()
        };
        for turn in [0, 1] {
            let (mut after, mut seen) = (None::<String>, Vec::new());
            for page in turn.. {
                let $orders = &$twins[page % 2];
                let page = $read.page_size(5).after(after).page().await.unwrap();
                seen.extend(page.items);
                after = page.cursor.map(String::from);
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, whole);
            assert_eq!(seen.len(), 12);
        }
    }};
}

#[tokio::test]
async fn a_cursor_goes_on_in_the_other_backend() {
    let twins = twins().await;
    goes_on!(twins, |orders| orders.query(Order::of_customer("c")));
    goes_on!(twins, |orders| orders.query(Order::of_customer("c")).descending());
    goes_on!(twins, |orders| orders.query(Order::by_total("c")).consistent());
    goes_on!(twins, |orders| orders.query(Order::by_status("open")));
    goes_on!(twins, |orders| orders.query(Order::by_place("open", "bern")).descending());
    goes_on!(twins, |orders| orders.query(Order::by_day("open")).follow());
}
