//! The demo street: loaded once, its accounts told at each start.

use mulin_entity::demo::{self, DemoAccount, Progress};

use crate::{
    app::{App, kept_secret},
    config::Config,
    schema,
};

/// Loads what is missing of the demo street, and answers its accounts as lines for scripts: `account ROLE EMAIL PASSWORD CODE`.
///
/// Passwords come from a secret that is made for each data folder: there are no default accounts.
pub async fn prepare(app: &App, config: &Config) -> anyhow::Result<String> {
    let secret = kept_secret(&config.data.join("demo.secret"), mulin_entity::kernel::id::new_secret)?;
    let accounts = demo::accounts(&secret);
    if !demo::is_loaded(&app.db).await? {
        tracing::info!("loading the demo street 瑞景街道: 11 communities, a year of history");
        demo::load(&app.db, demo::SEED, &accounts, |at: Progress| {
            tracing::info!("{}/{} {}: {} residents", at.done, at.of, at.community, at.residents);
        })
        .await?;
        schema::analyze(&config.database_url()).await?;
    }
    Ok(accounts.iter().map(line).collect())
}

fn line(account: &DemoAccount) -> String {
    format!("account {} {} {} {}\n", account.role, account.email, account.password, account.code.unwrap_or("-"))
}
