//! What the servers (nodes) in front of one PostgreSQL share beside its tables: locks, and the news that a journey changed.

use std::time::Duration;

use sqlx::{
    AnyConnection, Connection, PgConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::sleep,
};

use super::{error::Error, journey_id::JourneyId};

/// The channel of PostgreSQL's NOTIFY.
const CHANNEL: &str = "bankident_journeys";

/// This server, as the others see it.
pub(super) struct Nodes {
    /// A random name: whoever tells the others need not hear it back.
    name: String,
    options: PgConnectOptions,
    locks: mpsc::UnboundedSender<Ask>,
}

enum Ask {
    Lock(i64, oneshot::Sender<Result<bool, sqlx::Error>>),
    Unlock(i64),
}

/// A lock that no other server has meanwhile. It ends with this value, and with the connection of its server.
pub struct NodeLock(Option<(i64, mpsc::UnboundedSender<Ask>)>);

impl NodeLock {
    /// Where there is no other server.
    pub(super) fn none() -> NodeLock {
        NodeLock(None)
    }
}

impl Drop for NodeLock {
    fn drop(&mut self) {
        if let Some((key, locks)) = self.0.take() {
            // Without its keeper the lock is gone already.
            let _ = locks.send(Ask::Unlock(key));
        }
    }
}

impl Nodes {
    /// Joins the others. All locks of a server are on one connection, so that waiting for them takes none from the pool.
    pub fn join(options: PgConnectOptions, name: String) -> Nodes {
        let (locks, asked) = mpsc::unbounded_channel();
        tokio::spawn(keep_locks(options.clone(), asked));
        Nodes { name, options, locks }
    }

    /// `None` while another server has it.
    async fn try_lock(&self, key: i64) -> Result<Option<NodeLock>, Error> {
        let (answer, answered) = oneshot::channel();
        let gone = || sqlx::Error::WorkerCrashed;
        self.locks.send(Ask::Lock(key, answer)).map_err(|_| gone())?;
        let is_ours = answered.await.map_err(|_| gone())??;
        Ok(is_ours.then(|| NodeLock(Some((key, self.locks.clone())))))
    }

    /// Waits for a lock, and asks again after each `retry` while another server has it.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn lock(&self, key: i64, retry: Duration) -> Result<NodeLock, Error> {
        loop {
            if let Some(lock) = self.try_lock(key).await? {
                return Ok(lock);
            }
            sleep(retry).await;
        }
    }

    /// Tells the others that a journey changed, when the transaction is committed.
    pub async fn tell(&self, transaction: &mut AnyConnection, journey: JourneyId) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1 FROM (SELECT pg_notify($1, $2)) AS told")
            .bind(CHANNEL)
            .bind(format!("{} {}", self.name, journey.0))
            .execute(transaction)
            .await?;
        Ok(())
    }
}

/// Takes and gives back locks until the server ends. If the connection breaks, its locks are free, for the other servers too: a
/// save that another one overtook finds a newer version then, and is repeated.
async fn keep_locks(options: PgConnectOptions, mut asked: mpsc::UnboundedReceiver<Ask>) {
    let mut connection = None;
    while let Some(ask) = asked.recv().await {
        let unlocked = match ask {
            Ask::Lock(key, answer) => {
                let locked = lock(&options, &mut connection, key).await;
                if locked.is_err() {
                    connection = None;
                }
                match answer.send(locked) {
                    // Whoever asked has gone.
                    Err(Ok(true)) => unlock(&mut connection, key).await,
                    _ => Ok(()),
                }
            }
            Ask::Unlock(key) => unlock(&mut connection, key).await,
        };
        if let Err(error) = unlocked {
            tracing::warn!("the connection for locks broke: {error}");
            connection = None;
        }
    }
}

async fn lock(
    options: &PgConnectOptions,
    connection: &mut Option<PgConnection>,
    key: i64,
) -> Result<bool, sqlx::Error> {
    // It may have broken since.
    if let Some(open) = connection.as_mut()
        && open.ping().await.is_err()
    {
        tracing::warn!("the connection for locks broke: all of them are free");
        *connection = None;
    }
    let connection = match connection {
        Some(connection) => connection,
        None => connection.insert(PgConnection::connect_with(options).await?),
    };
    sqlx::query_scalar("SELECT pg_try_advisory_lock($1)").bind(key).fetch_one(connection).await
}

async fn unlock(connection: &mut Option<PgConnection>, key: i64) -> Result<(), sqlx::Error> {
    if let Some(connection) = connection {
        sqlx::query("SELECT pg_advisory_unlock($1)").bind(key).execute(connection).await?;
    }
    Ok(())
}

/// What other servers tell.
pub struct News {
    listener: PgListener,
    own: String,
}

/// Something that another server has told.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    Changed(JourneyId),
    /// The connection broke: any journey may have changed.
    Missed,
}

impl News {
    /// Listens to them.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(super) async fn of(nodes: &Nodes) -> Result<News, Error> {
        let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(nodes.options.clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(News { listener, own: nodes.name.clone() })
    }

    /// Waits for the next one.
    ///
    /// # Errors
    /// If the database does not answer for long.
    pub async fn next(&mut self) -> Result<Told, Error> {
        loop {
            let Some(told) = self.listener.try_recv().await? else { return Ok(Told::Missed) };
            let Some((node, journey)) = told.payload().split_once(' ') else { continue };
            if let (true, Ok(journey)) = (node != self.own, journey.parse()) {
                return Ok(Told::Changed(JourneyId(journey)));
            }
        }
    }
}
