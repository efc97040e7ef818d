//! Sees what leaves no trace: a job's row tells nothing any more once it is done.

use mulin_tests::{Database, TestApp};
use sea_orm::{ConnectionTrait, Database as Orm, Statement};

/// What the database itself writes down whenever a lease is taken back, and whenever a job is made for a schedule of these programs.
const POSTGRES: &str = "
    CREATE TABLE witness (job uuid, saw text);
    GRANT INSERT, SELECT ON witness TO mulin_system;
    CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO witness SELECT NEW.id, 'taken back' FROM lease WHERE lease.id = OLD.lease_token AND lease.until < clock_timestamp();
        RETURN NULL;
    END $$;
    CREATE TRIGGER witness AFTER UPDATE ON job FOR EACH ROW
        WHEN (OLD.state = 'running' AND NEW.state = 'ready' AND NEW.crashes > 0)
        EXECUTE FUNCTION witness();
    CREATE FUNCTION witness_planned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO witness VALUES (NEW.id, 'planned');
        RETURN NULL;
    END $$;
    CREATE TRIGGER witness_planned AFTER INSERT ON job FOR EACH ROW WHEN (NEW.payload::jsonb ? 'planned_at' AND NEW.kind LIKE 'chaos.%')
        EXECUTE FUNCTION witness_planned()";
const SQLITE: &str = "
    CREATE TABLE witness (job blob, saw text);
    CREATE TRIGGER witness AFTER UPDATE ON job
        WHEN OLD.state = 'running' AND NEW.state = 'ready' AND NEW.crashes > 0 AND OLD.crashes = 0
        BEGIN INSERT INTO witness VALUES (NEW.id, 'taken back'); END;
    CREATE TRIGGER witness_planned AFTER INSERT ON job WHEN NEW.kind LIKE 'chaos.%' AND json_extract(NEW.payload, '$.planned_at') IS NOT NULL
        BEGIN INSERT INTO witness VALUES (NEW.id, 'planned'); END";

/// Has the database write it down from now on.
pub async fn call(app: &TestApp) {
    let owner = Orm::connect(&app.database_url).await.unwrap();
    let script = if app.database == Database::Postgres { POSTGRES } else { SQLITE };
    owner.execute_unprepared(script).await.unwrap();
}

/// How many jobs were taken back.
pub async fn taken_back(app: &TestApp) -> i64 {
    seen(app, "taken back").await
}

/// How many jobs were made for schedules.
pub async fn planned(app: &TestApp) -> i64 {
    seen(app, "planned").await
}

async fn seen(app: &TestApp, what: &str) -> i64 {
    let question = format!("SELECT count(*) AS jobs FROM witness WHERE saw = '{what}'");
    let question = Statement::from_string(app.raw.get_database_backend(), question);
    app.raw.query_one_raw(question).await.unwrap().unwrap().try_get("", "jobs").unwrap()
}
