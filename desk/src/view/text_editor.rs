//! One message: its text in both languages, its status, where it occurs, what it said before.

use bankident_copy::{Approval, Edited, Message, Readability, Refusal};
use leptos::prelude::*;

use super::link::link;
use crate::{store::Store, url_state::Only};

#[component]
pub fn TextEditor() -> impl IntoView {
    let store = Store::expect();
    let id = Memo::new(move |_| store.url_state.with(|url| url.message.clone()));
    let back = move |_| store.url_state.update(|url| url.message.clear());
    let body = move || {
        let id = id.get();
        let [left, right] = store.langs.get();
        match store.built(&left, &id).or_else(|| store.built(&right, &id)) {
            None => view! { <p class="nothing">"There is no such sentence any more."</p> }.into_any(),
            Some(built) => view! { <Known built left right/> }.into_any(),
        }
    };
    view! {
        <button type="button" class="quiet" on:click=back>"← All sentences of this screen"</button>
        {body}
    }
}

#[component]
fn Known(built: Message, left: String, right: String) -> impl IntoView {
    let id = built.id.clone();
    let comment = comment_of(&built.comment);
    view! {
        <h3 class="sentence-id"><code>{id.clone()}</code></h3>
        <p class="badges"><Badges id=id.clone()/></p>
        {comment.map(|comment| view! { <p class="comment">{comment}</p> })}
        <Variables built=built.clone()/>
        {[left, right].map(|lang| view! { <LanguageEditor id=id.clone() lang/> })}
        <Elsewhere id/>
    }
}

/// The comment without the mark `official` or `draft` at its beginning.
fn comment_of(comment: &str) -> Option<String> {
    let plain = comment.strip_prefix("official").or(comment.strip_prefix("draft")).unwrap_or(comment);
    let plain = plain.trim_start_matches([':', ' ', '\n']).to_owned();
    (!plain.is_empty()).then_some(plain)
}

/// The status of a message: what is true in any of its languages.
#[component]
pub fn Badges(id: String) -> impl IntoView {
    let store = Store::expect();
    move || {
        let langs = store.all_langs();
        let key = |lang: &String| (lang.clone(), id.clone());
        let texts = store.texts.read();
        let found: Vec<&Message> = langs.iter().filter_map(|lang| texts.get(&key(lang))).collect();
        let any = |approval| found.iter().any(|text| text.approval == approval);
        let edited = store.edits.with(|edits| edits.values().any(|of_lang| of_lang.contains_key(&id)));
        let changed = store.edited.with(|Edited { catalogue, .. }| {
            langs
                .iter()
                .any(|lang| texts.get(&key(lang)).is_some_and(|text| catalogue.is_changed(lang, text)))
        });
        let to_mend = store.findings.with(|all| langs.iter().any(|lang| all.contains_key(&key(lang))));
        let badges = [
            (any(Approval::Official), "official", "Official"),
            (any(Approval::Draft), Only::Draft.id(), "Draft"),
            (edited, Only::Edited.id(), "Edited"),
            (changed && !edited, Only::Changed.id(), "Changed"),
            (to_mend, Only::ToMend.id(), "To mend"),
        ];
        let shown = badges.into_iter().filter(|(holds, ..)| *holds);
        shown
            .map(|(_, class, caption)| view! { <span class=format!("badge {class}")>{caption}</span> })
            .collect_view()
    }
}

#[component]
fn Variables(built: Message) -> impl IntoView {
    let store = Store::expect();
    if built.variables.is_empty() {
        return None;
    }
    let rows = move || {
        let examples = store.occurrences.with(|occurrences| occurrences.examples(&built.id));
        let row = |name: &String| {
            let example = examples
                .get(name)
                .map_or("no example on any screen".to_owned(), |example| format!("such as {example}"));
            view! { <div><dt><code>{format!("${name}")}</code></dt><dd>{example}</dd></div> }
        };
        built.variables.iter().map(row).collect_view()
    };
    Some(view! {
        <h4>"What is put in"</h4>
        <dl class="variables">{rows}</dl>
    })
}

/// The text in one language, to be changed.
#[component]
fn LanguageEditor(id: String, lang: String) -> impl IntoView {
    let store = Store::expect();
    let Some(built) = store.built(&lang, &id) else {
        return view! { <p class="mistake">{format!("It is missing in {lang}.")}</p> }.into_any();
    };
    let is_official = built.approval == Approval::Official;
    let key = (lang.clone(), id.clone());
    let now = {
        let (key, built) = (key.clone(), built.pattern.clone());
        Memo::new(move |_| {
            let edited = store.edits.with(|edits| Some(edits.get(&key.0)?.get(&key.1)?.pattern.clone()));
            edited.unwrap_or_else(|| built.clone())
        })
    };
    let is_edited = {
        let built = built.pattern.clone();
        move || now.with(|now| *now != built)
    };
    let change = {
        let (lang, id) = key.clone();
        move |event| store.edit(&lang, &id, &event_target_value(&event))
    };
    let is_outdated = {
        let key = key.clone();
        move || store.edited.with(|edited| edited.left_out.get(&key) == Some(&Refusal::Outdated))
    };
    let keep = {
        let (lang, id) = key.clone();
        move |_| store.edit(&lang, &id, &now.get_untracked())
    };
    let stands = {
        let (lang, pattern) = (lang.clone(), built.pattern.clone());
        move || {
            let (lang, pattern, keep) = (lang.clone(), pattern.clone(), keep.clone());
            is_outdated().then(|| {
                view! {
                    <p class="mistake">"The files say by now: " <q lang=lang>{pattern}</q></p>
                    <button type="button" class="quiet" on:click=keep>"Keep mine"</button>
                }
            })
        }
    };
    let undo = {
        let (lang, id, pattern) = (lang.clone(), id.clone(), built.pattern.clone());
        move |_| store.edit(&lang, &id, &pattern)
    };
    let found = {
        let key = key.clone();
        Memo::new(move |_| store.findings.with(|all| all.get(&key).cloned().unwrap_or_default()))
    };
    let name = format!("words-{lang}");
    let notes = format!("notes-{lang}");
    let measured = {
        let key = key.clone();
        move || store.texts.with(|texts| texts.get(&key).map(|text| Readability::of(&text.said)))
    };
    let measure = move || {
        measured().map(|Readability { words, longest, lix, .. }| {
            let lix = if words > 3 { format!(" · LIX {lix:.0}") } else { String::new() };
            format!("{words} words · {longest} in the longest sentence{lix}")
        })
    };
    let letter = is_official.then(|| letter(store, &lang, &built));
    view! {
        <div class="words">
            <label for=name.clone()>{lang.to_uppercase()}</label>
            <textarea
                id=name.clone()
                name=name
                lang=lang.clone()
                rows=rows(&built.pattern)
                readonly=is_official
                spellcheck="true"
                aria-describedby=notes.clone()
                aria-invalid=move || (!found.with(Vec::is_empty)).to_string()
                prop:value=now
                on:input=change
            ></textarea>
            <div id=notes class="notes">
                {letter}
                <p class="measure">{measure}</p>
                <div role="status">
                    <ul class="findings">
                        {move || found.get().into_iter().map(|what| view! { <li class="mistake">{what}</li> }).collect_view()}
                    </ul>
                </div>
            </div>
            {stands}
            <Show when=is_edited>
                <button type="button" class="quiet" on:click=undo.clone()>"Undo"</button>
            </Show>
            <History lang id/>
        </div>
    }
    .into_any()
}

fn rows(pattern: &str) -> String {
    let lines: usize = pattern.lines().map(|line| line.chars().count() / 60 + 1).sum();
    (lines + 1).clamp(2, 12).to_string()
}

/// Compares an official text with the bank's catalogue.
fn letter(store: Store, lang: &str, built: &Message) -> impl IntoView + use<> {
    let official = store.book.with_value(|book| book.official.get(lang)?.get(&built.id).cloned());
    match official {
        Some(official) if official == built.without_marks() => {
            view! { <p class="official-note">"Official: it stands to the letter as in the bank's catalogue, and is not changed here."</p> }.into_any()
        }
        Some(official) => view! { <p class="mistake">{format!("It is not to the letter. The bank's catalogue says: {official}")}</p> }.into_any(),
        None => view! { <p class="official-note">"Official: it is not changed here. The bank's catalogue has no text for it in this language."</p> }.into_any(),
    }
}

#[component]
fn History(lang: String, id: String) -> impl IntoView {
    let store = Store::expect();
    let history = store.book.with_value(|book| book.history(&lang, &id));
    let now = store.built(&lang, &id).map(|text| text.pattern);
    let entry = |(place, said): (usize, bankident_copy::Said)| {
        let when = format!("{} ({})", said.version, said.date);
        match place == 0 && now.as_ref() == Some(&said.pattern) {
            true => view! { <li>{format!("In the files since {when}")}</li> }.into_any(),
            false => {
                view! { <li>{format!("Before, since {when}: ")}<q lang=lang.clone()>{said.pattern}</q></li> }
                    .into_any()
            }
        }
    };
    let entries: Vec<_> = history.into_iter().enumerate().map(entry).collect();
    match entries.is_empty() {
        true => view! { <p class="history">"New: no release has said it yet."</p> }.into_any(),
        false => view! { <ul class="history">{entries}</ul> }.into_any(),
    }
}

/// All samples in which the message occurs.
#[component]
fn Elsewhere(id: String) -> impl IntoView {
    let store = Store::expect();
    let here = Memo::new(move |_| store.url_state.with(|url| url.sample.clone()));
    let occurrences = Memo::new(move |_| {
        store
            .occurrences
            .with(|occurrences| occurrences.of(&id).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let caption = move || match occurrences.with(Vec::len) {
        0 | 1 => "It stands on this screen only".to_owned(),
        all => format!("It stands on {all} screens"),
    };
    let place = move |name: String| {
        let is_here = {
            let name = name.clone();
            Memo::new(move |_| here.with(|here| *here == name))
        };
        let place = move || match is_here.get() {
            true => view! { <span aria-current="true">{name.clone()}</span> }.into_any(),
            false => {
                let there = name.clone();
                link(move |url| url.sample = there.clone(), name.clone()).into_any()
            }
        };
        view! { <li>{place}</li> }
    };
    view! {
        <h4>{caption}</h4>
        <ul class="elsewhere"><For each=move || occurrences.get() key=String::clone children=place/></ul>
    }
}
