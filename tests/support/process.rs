//! A program that runs beside a test, and what it prints.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

pub fn started(program: &mut Command) -> (Child, Printed) {
    program.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = program.spawn().unwrap_or_else(|error| {
        let name = program.get_program().display();
        panic!("{name} does not start ({error}): `cargo xtask test` installs what the journeys need")
    });
    let printed = Printed::by(&mut process);
    (process, printed)
}

pub fn end(process: &mut Child) {
    // It may have ended by itself.
    process.kill().ok();
    process.wait().ok();
}

/// What a program prints. It is read to its end: a program that cannot print any more would stop.
pub struct Printed(UnboundedReceiver<String>);

impl Printed {
    fn by(process: &mut Child) -> Printed {
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (sender, receiver) = unbounded_channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                sender.send(line).ok();
            }
        });
        Printed(receiver)
    }

    /// The next line with these words; `None` where the program ends without.
    pub async fn line_with(&mut self, words: &str) -> Option<String> {
        loop {
            let line = self.0.recv().await?;
            if line.contains(words) {
                return Some(line);
            }
        }
    }
}
