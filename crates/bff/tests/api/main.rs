//! The server over HTTP, with the sandbox in process: what a browser sees.

mod support;

mod walk;
mod revisit;
mod codes;
mod rejections;
mod webhooks;
mod assets;
mod logs;
