//! Walks, and what goes wrong meanwhile.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use reqwest::Client;
use tempfile::TempDir;
use tokio::{sync::Semaphore, task::JoinSet, time::sleep};

use super::{
    customer::{Customer, TIMEOUT, Walk},
    outside::{Partner, Sandbox},
    server::{Front, Server, Site},
    tally::Tally,
};

/// How many customers walk at once.
const AT_ONCE: usize = 6;

/// How long a customer waits for the next screen, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the partner hears nothing before what is missing is lost: longer than the first pause of the outbox.
const SILENCE: Duration = Duration::from_secs(20);

/// One site with its servers, the sandbox behind them and a partner.
pub struct Stage {
    pub servers: Vec<Server>,
    pub sandbox: Sandbox,
    partner: Partner,
    database: String,
    site: Site,
    http: Client,
    /// Whose sandbox it is, where the servers have none of their own.
    _upstream: Option<Server>,
    _folder: TempDir,
}

impl Stage {
    /// Servers in front of a sandbox that outlives them. `database` is where they keep journeys; `{}` stands for the folder.
    pub async fn set(program: &Path, database: &str, names: &[&'static str]) -> Result<Stage> {
        let (site, folder) = site(program)?;
        let partner = Partner::start(&site).await?;
        let own = format!("sqlite://{}", folder.path().join("upstream.sqlite").display());
        let upstream = Server::start(&site, "upstream", &own, Front::Simulation)?;
        let Some(url) = upstream.sandbox.clone() else { bail!("there is no sandbox") };
        // The servers are to reach it as they would the real one.
        let front = Front::Upstream(url.replace("localhost", "127.0.0.1"));
        let database = database.replace("{}", &folder.path().display().to_string());
        let mut servers = Vec::new();
        for name in names {
            servers.push(Server::start(&site, name, &database, front.clone())?);
        }
        let http = client()?;
        let sandbox = Sandbox { http: http.clone(), url };
        if let (Front::Upstream(upstream), Some(first)) = (&front, servers.first()) {
            site.subscribe(&database, upstream, first)?;
        }
        Ok(Stage {
            servers,
            sandbox,
            partner,
            database,
            site,
            http,
            _upstream: Some(upstream),
            _folder: folder,
        })
    }

    /// One server that simulates: both have one clock.
    pub async fn set_simulating(program: &Path) -> Result<Stage> {
        let (site, folder) = site(program)?;
        let partner = Partner::start(&site).await?;
        let database = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        let server = Server::start(&site, "server", &database, Front::Simulation)?;
        let Some(url) = server.sandbox.clone() else { bail!("there is no sandbox") };
        let http = client()?;
        let sandbox = Sandbox { http: http.clone(), url };
        let servers = vec![server];
        Ok(Stage { servers, sandbox, partner, database, site, http, _upstream: None, _folder: folder })
    }

    /// Lets customers walk.
    pub fn walk(&self, walks: usize) -> Walking {
        let seats = Arc::new(Semaphore::new(AT_ONCE));
        let servers: Vec<String> = self.servers.iter().map(|server| server.url.clone()).collect();
        let mut customers = JoinSet::new();
        for _ in 0..walks {
            let customer = Customer::new(self.http.clone(), servers.clone(), self.sandbox.clone(), PATIENCE);
            let seats = seats.clone();
            customers.spawn(async move {
                let _seat = seats.acquire().await;
                customer.walk().await
            });
        }
        Walking { customers, walks: Vec::new(), began: Instant::now() }
    }

    /// Counts what came of it.
    pub async fn tally(&self, scenario: &'static str, faults: usize, walking: Walking) -> Result<Tally> {
        let Walking { walks, began, .. } = walking;
        let mut tally = Tally::of(scenario, &walks, faults, began.elapsed());
        for walk in walks.iter().filter(|walk| walk.stuck.is_some() || walk.backwards > 0) {
            let why = walk.stuck.as_deref().unwrap_or("backwards");
            println!("{scenario}: {} {why}", walk.journey);
        }
        tally.twice = self.twice_upstream(&walks).await?;
        let (mut heard, mut since) = (self.partner.heard(), Instant::now());
        let done: Vec<&Walk> = walks.iter().filter(|walk| walk.stuck.is_none()).collect();
        let untold = || done.iter().filter(|walk| self.partner.successes(&walk.journey) == 0).count();
        while untold() > 0 && since.elapsed() < SILENCE {
            sleep(Duration::from_millis(100)).await;
            if self.partner.heard() > heard {
                (heard, since) = (self.partner.heard(), Instant::now());
            }
        }
        if untold() > 0 {
            println!("{scenario}: the partner was not told of {} successes", untold());
        }
        tally.lost += untold();
        tally.twice += done.iter().filter(|walk| self.partner.successes(&walk.journey) > 1).count();
        self.site.verify_evidence(&self.database)?;
        Ok(tally)
    }

    /// How many calls took effect that nobody had asked for.
    async fn twice_upstream(&self, walks: &[Walk]) -> Result<usize> {
        let asked = |what: fn(&Walk) -> usize| walks.iter().map(what).sum::<usize>();
        let mut twice = 0;
        for (endpoint, asked) in [
            ("POST /v1/persons", walks.len()),
            ("POST /v1/persons/{person_id}/identifications", asked(|walk| walk.identifications)),
            ("POST /v1/persons/{person_id}/mobile_number/authorize", asked(|walk| walk.mobile_codes)),
        ] {
            let carried_out = self.sandbox.carried_out(endpoint).await?;
            if carried_out > asked {
                println!("{endpoint}: carried out {carried_out} times, asked for {asked} times");
            }
            twice += carried_out.saturating_sub(asked);
        }
        for walk in walks {
            for (kind, asked) in [("mobile", walk.mobile_codes), ("signature", walk.signature_codes)] {
                let sent = self.sandbox.codes(&walk.number, kind).await?.len();
                if sent > asked {
                    println!("{}: {sent} {kind} codes, asked for {asked}", walk.journey);
                }
                twice += sent.saturating_sub(asked);
            }
        }
        Ok(twice)
    }
}

/// Customers on their way.
pub struct Walking {
    customers: JoinSet<Walk>,
    walks: Vec<Walk>,
    began: Instant,
}

impl Walking {
    /// Waits so long, or until all have arrived; whether some are still on their way.
    pub async fn go_on_for(&mut self, time: Duration) -> Result<bool> {
        let over = sleep(time);
        tokio::pin!(over);
        loop {
            tokio::select! {
                walked = self.customers.join_next() => match walked {
                    Some(walk) => self.walks.push(walk?),
                    None => return Ok(false),
                },
                () = &mut over => return Ok(true),
            }
        }
    }

    /// Waits until all have arrived or given up.
    pub async fn arrive(&mut self) -> Result<()> {
        while let Some(walk) = self.customers.join_next().await {
            self.walks.push(walk?);
        }
        Ok(())
    }
}

fn site(program: &Path) -> Result<(Site, TempDir)> {
    let folder = tempfile::tempdir()?;
    Ok((Site::new(program, folder.path())?, folder))
}

fn client() -> Result<Client> {
    rustls::crypto::ring::default_provider().install_default().ok();
    Ok(Client::builder().timeout(TIMEOUT).build()?)
}
