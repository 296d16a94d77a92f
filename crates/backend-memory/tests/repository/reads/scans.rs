//! Scans are somebody's decision.

use super::*;

#[tokio::test]
async fn a_repository_that_denies_scans_does_none_that_was_not_asked_for() {
    let (store, orders) = mixed(0..4).await;
    let orders = orders.denying_scans();
    let denied = Some(Rule::ScanDenied);
    assert_eq!(rule(orders.scan().page().await), denied);
    assert_eq!(rule(orders.scan().all().await), denied);
    assert_eq!(rule(orders.scan().count().await), denied);
    assert_eq!(rule(orders.scan().first().await), denied);
    assert_eq!(rule(orders.scan().of_index::<OrderByPlace>().all().await), denied);
    assert_eq!(rule(orders.scan().segment(0, 2).all().await), denied);
    assert_eq!(rule(orders.scan().segments(2).all().await), denied);
    assert_eq!(rule(orders.scan().project::<Line>().all().await.map(drop)), denied);
    assert_eq!(rule(orders.scan().stream().next().await.unwrap()), denied);
    let find = || orders.find(Order::NOTE.eq("note 2"));
    assert_eq!(rule(find().all().await), Some(Rule::NoIndexFits));
    assert_eq!(rule(find().or_scan().all().await), denied);
    assert_eq!(requests(&store), 0);
}

#[tokio::test]
async fn a_scan_that_was_asked_for_is_done() {
    let (_, orders) = mixed(0..4).await;
    let orders = orders.denying_scans();
    let scan = || orders.scan().allow_full_scan("the nightly export");
    assert_eq!(scan().all().await.unwrap().len(), 4);
    assert_eq!(scan().segments(2).all().await.unwrap().len(), 4);
    assert_eq!(orders.scan().segments(2).allow_full_scan("the nightly export").count().await.unwrap(), 4);
    let find = || orders.find(Order::NOTE.eq("note 2"));
    assert_eq!(ids(&find().allow_full_scan("support asked for it").all().await.unwrap()), [2]);
}

#[tokio::test]
async fn other_reads_are_not_denied() {
    let (_, orders) = mixed(0..4).await;
    let orders = orders.denying_scans();
    assert_eq!(orders.query(Order::of_customer("c")).all().await.unwrap().len(), 4);
    assert_eq!(orders.find(Order::STATUS.eq("open")).or_scan().all().await.unwrap().len(), 4);
    assert!(orders.get(Order::key("c", 2_u32)).await.unwrap().is_some());
    assert_eq!(rule(orders.clone().scan().all().await), Some(Rule::ScanDenied), "a clone denies too");
}
