//! Mail servers and providers that die before, in and after the moment where they take a message: whatever arrives twice is in the ledger as
//! in doubt, and where the other side takes our reference nothing arrives twice.

use std::collections::HashMap;

use chrono::Duration;
use mulin::config::Config;
use mulin_entity::kernel::queue::job;
use mulin_tests::{
    Act, SmtpSink, TestApp, Verb,
    providers::{self, Odd},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    books,
    ledger::Ledger,
    readers::{Office, SECRET},
    reminders::ask,
    size,
};

/// Before, in, and after it takes a letter.
const DEATHS: [(Verb, Act); 7] = [
    (Verb::Rcpt, Act::Close),
    (Verb::Data, Act::Reset),
    (Verb::Text, Act::Close),
    (Verb::Text, Act::Reset),
    (Verb::Dot, Act::Close),
    (Verb::Dot, Act::Reset),
    (Verb::Dot, Act::Say("451 later")),
];

/// Messages under way while a gateway's answers break off.
const AT_A_TIME: usize = 60;

/// Works, minute after minute, until nothing is left to do.
async fn work_on(app: &TestApp, worker: &mulin_worker::Runner) {
    for _ in 0..600 {
        worker.work_until_idle().await.unwrap();
        let waiting =
            job::Entity::find().filter(job::Column::State.eq(job::State::Ready)).filter(job::Column::Kind.eq("notifications.deliver"));
        if waiting.count(&app.raw).await.unwrap() == 0 {
            return;
        }
        app.advance(Duration::minutes(1)).await;
    }
    panic!("messages are still waiting after ten hours");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_arrives_twice_is_in_the_ledger_as_in_doubt() {
    let (app, letters) = (TestApp::start().await, size(200, 5_000));
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let deaths: Vec<_> = (0..letters / 2).map(|_| DEATHS[rand::random_range(0..DEATHS.len())]).collect();
    let sink = SmtpSink::open(deaths.clone()).await;
    let far = app.beside_with(app.clock.clone(), |config: &mut Config| config.smtp_url = Some(sink.url.clone())).await;
    for first in (0..letters).step_by(100) {
        ask(app.db(), community.id, first..first + 100).await;
    }
    work_on(&app, &far.worker).await;
    assert!(sink.has_made_all_moves(), "not everything broke that should have");

    let mut arrived: HashMap<String, usize> = HashMap::new();
    for letter in sink.letters() {
        let to = letter
            .lines()
            .find(|line| line.starts_with("To:"))
            .and_then(|line| line.split(['<', '>', ' ']).find(|word| word.contains('@')));
        *arrived.entry(to.expect("a recipient").to_owned()).or_default() += 1;
    }
    let twice = arrived.values().filter(|times| **times > 1).count();
    println!(
        "{letters} letters, the mail server dies {} times before, in and after it takes one: {twice} arrived twice, each in doubt in the ledger",
        deaths.len()
    );
    assert!(twice > letters / 50, "nothing arrived twice: this run proves nothing");
    let ledger = Ledger::settled(&app, std::time::Duration::from_secs(10)).await;
    ledger.holds(letters, &arrived);
    books::balance(&app, &street).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_takes_our_reference_is_told_nothing_twice() {
    let (app, messages) = (TestApp::start().await, size(60, 2_000));
    let (office, stub) = (Office::open(&app).await.by_text_message_only(), providers::gateway(app.clock.clone(), SECRET).await);
    office.gateway(&app, 1, &stub.url).await;
    let readers = office.readers(&app, messages).await;
    // A few at a time: a provider rests for longer after each failure in a row.
    for some in readers.chunks(AT_A_TIME) {
        stub.misbehave((0..some.len() / 3).map(|_| Odd::TakesAndBreaksOff));
        office.tell(app.db(), &some.iter().collect::<Vec<_>>(), "once").await;
        work_on(&app, &app.app.worker).await;
    }

    // What the gateway passed on, by whose phone it is.
    let mut phones: HashMap<String, usize> = HashMap::new();
    for call in stub.taken() {
        *phones.entry(call.json()["to"].as_str().expect("a number").to_owned()).or_default() += 1;
    }
    let again = stub.count() - stub.taken().len();
    println!(
        "{messages} messages, {again} calls came again after an answer that broke off: {} phones, {} messages at most on one",
        phones.len(),
        phones.values().max().unwrap()
    );
    assert!(again >= messages / 4, "nothing broke off: this run proves nothing");
    assert_eq!(phones.len(), messages, "somebody was not told");
    assert!(phones.values().all(|times| *times == 1), "somebody was told twice");
    books::balance(&app, &office.street).await;
}
