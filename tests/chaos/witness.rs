//! Sees every job that is taken back from a worker that vanished: its row tells nothing any more once it is done.

use mulin_tests::{Database, TestApp};
use sea_orm::{ConnectionTrait, Database as Orm, Statement};

/// What the database itself writes down whenever a lease is taken back.
const POSTGRES: &str = "
    CREATE TABLE witness (job uuid);
    GRANT INSERT, SELECT ON witness TO mulin_system;
    CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO witness SELECT NEW.id FROM lease WHERE lease.id = OLD.lease_token AND lease.until < clock_timestamp();
        RETURN NULL;
    END $$;
    CREATE TRIGGER witness AFTER UPDATE ON job FOR EACH ROW
        WHEN (OLD.state = 'running' AND NEW.state = 'ready' AND NEW.crashes > 0)
        EXECUTE FUNCTION witness()";
const SQLITE: &str = "
    CREATE TABLE witness (job blob);
    CREATE TRIGGER witness AFTER UPDATE ON job
        WHEN OLD.state = 'running' AND NEW.state = 'ready' AND NEW.crashes > 0 AND OLD.crashes = 0
        BEGIN INSERT INTO witness VALUES (NEW.id); END";

/// Has the database write it down from now on.
pub async fn call(app: &TestApp) {
    let owner = Orm::connect(&app.database_url).await.unwrap();
    let script = if app.database == Database::Postgres { POSTGRES } else { SQLITE };
    owner.execute_unprepared(script).await.unwrap();
}

/// How many jobs were taken back.
pub async fn taken_back(app: &TestApp) -> i64 {
    let question = Statement::from_string(app.raw.get_database_backend(), "SELECT count(*) AS jobs FROM witness");
    app.raw.query_one_raw(question).await.unwrap().unwrap().try_get("", "jobs").unwrap()
}
