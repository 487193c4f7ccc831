//! Opening: one process at a time, and a damaged or foreign index is built anew rather than trusted.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use search::{Index, IndexError, Indexer, Lexicon, Source};
use store::Store;

use crate::sample::{Notes, STEPS, found, put};

async fn filled(store: &Store, dir: &Path, lexicon: &Lexicon) -> Index {
    let index = Index::open(dir, lexicon, &[]).unwrap();
    Indexer::new(store.clone(), index.clone(), vec![Arc::new(Notes(1))]).catch_up().await.unwrap();
    index
}

#[test]
fn a_second_process_is_told_the_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let first = Index::open(dir.path(), &Lexicon::default(), &[]).unwrap();
    let Err(error) = Index::open(dir.path(), &Lexicon::default(), &[]) else { panic!("opened twice") };
    assert!(matches!(error, IndexError::InUse(_)));
    assert!(error.to_string().ends_with("give each process a directory of its own"));
    drop(first);
    assert!(Index::open(dir.path(), &Lexicon::default(), &[]).is_ok());
}

#[store::test(STEPS)]
async fn an_index_is_used_again_as_it_was_left(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    put(&store, 1, "Huisarts").await;
    drop(filled(&store, dir.path(), &Lexicon::default()).await);
    let again = Index::open(dir.path(), &Lexicon::default(), &[]).unwrap();
    assert!(again.is_ready());
    assert_eq!(found(&again, "huisarts"), ["Huisarts"]);
}

#[store::test(STEPS)]
async fn other_word_lists_or_damage_empty_the_index_and_it_fills_again(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    put(&store, 1, "Huisarts").await;
    drop(filled(&store, dir.path(), &Lexicon::default()).await);
    let other = Lexicon { compound_parts: vec!["zorgpunt".to_owned()], ..Lexicon::default() };
    let emptied = Index::open(dir.path(), &other, &[]).unwrap();
    assert_eq!((emptied.documents(), emptied.is_ready()), (0, false));
    drop(emptied);
    for damage in ["meta.json", "idx", "fieldnorm", "fast", "store", "term"] {
        drop(filled(&store, dir.path(), &other).await);
        destroy(&dir.path().join("data"), damage);
        let index = filled(&store, dir.path(), &other).await;
        assert_eq!(found(&index, "huisarts"), ["Huisarts"], "{damage}");
    }
}

#[store::test(STEPS)]
async fn another_version_of_what_documents_hold_empties_the_index_and_it_fills_again(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    put(&store, 1, "Huisarts").await;
    let opened = |version| {
        let sources: Vec<Arc<dyn Source>> = vec![Arc::new(Notes(version))];
        let index = Index::open(dir.path(), &Lexicon::default(), &sources).unwrap();
        (Indexer::new(store.clone(), index.clone(), sources), index)
    };
    let (indexer, first) = opened(1);
    indexer.catch_up().await.unwrap();
    drop((indexer, first));
    let (_, again) = opened(1);
    assert_eq!((again.documents(), again.is_ready()), (1, true), "the same version");
    drop(again);
    let (indexer, emptied) = opened(2);
    assert_eq!((emptied.documents(), emptied.is_ready()), (0, false));
    indexer.catch_up().await.unwrap();
    assert_eq!(found(&emptied, "huisarts"), ["Huisarts"]);
}

/// Overwrites the files of an ending with something else.
fn destroy(dir: &Path, ending: &str) {
    let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    let hit: Vec<_> = files.filter(|file| file.to_string_lossy().ends_with(ending)).collect();
    assert!(!hit.is_empty(), "no file ends in {ending}");
    for file in hit {
        fs::write(file, "not an index").unwrap();
    }
}

#[test]
fn a_directory_that_cannot_be_used_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let Err(error) = Index::open(&file, &Lexicon::default(), &[]) else { panic!("opened a file") };
    assert!(error.to_string().contains("check that the directory may be written"), "{error}");
}
