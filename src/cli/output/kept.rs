//! The files of a folder of results, to be written again with others among them.

use super::ours::{Listed, MANIFEST, unlisted};
use super::{Refusal, is_plain, told};
use crate::harmless::visible;
use crate::report::Asset;
use crate::say;
use std::fs;
use std::path::{Component, Path};

/// Every file of a folder that this version wrote and nobody changed, the manifest without its list. Whether anybody changed it
/// is known already: `Folder::begin` refuses such a folder.
pub fn kept(folder: &Path, version: &str) -> Result<Vec<Asset>, Refusal> {
    let shown = folder.display();
    let path = folder.join(MANIFEST);
    let manifest = is_plain(&path).then(|| fs::read_to_string(&path).ok()).flatten();
    let listed: Option<Listed> = manifest.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let (Some(manifest), Some(listed)) = (manifest, listed) else {
        return Err((
            say!("{shown} is no folder of results that peakstaff wrote", "{shown} 不是 peakstaff 写出的结果目录"),
            Some(say!(
                "name the folder that `run` or `compare` wrote: output/SCENARIO/compare",
                "请写 `run` 或 `compare` 写出的目录：output/情景/compare"
            )),
        ));
    };
    if listed.version != version {
        let wrote = &listed.version;
        return Err((
            say!(
                "{shown} was written by peakstaff {wrote}; this is {version}",
                "{shown} 由 peakstaff {wrote} 写出，本程序是 {version}"
            ),
            Some(say!(
                "run the command again, or take the program of that version",
                "请重新运行该命令，或使用那个版本的程序"
            )),
        ));
    }
    let manifest = unlisted(&manifest)
        .ok_or_else(|| (say!("{shown}: its manifest lists no files", "{shown} 的清单中没有文件"), None))?;
    let names = listed.names();
    if let Some(outside) = names.iter().find(|name| !is_inside(name)) {
        let outside = visible(outside);
        return Err((
            say!("the manifest of {shown} names {outside}, outside of it", "{shown} 的清单写了目录之外的 {outside}"),
            None,
        ));
    }
    let mut assets: Vec<Asset> = vec![(MANIFEST.into(), manifest.into_bytes())];
    for name in names {
        let path = folder.join(&name);
        // What was taken away since stays away.
        if is_plain(&path) {
            assets.push((name, fs::read(&path).map_err(|why| told(&path, &why))?));
        }
    }
    Ok(assets)
}

/// Whether a name leads nowhere but into the folder.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::super::ours::listed;
    use super::*;

    fn written(place: &Path, manifest: &str, name: &str) {
        let assets = vec![(MANIFEST.to_owned(), manifest.as_bytes().to_vec()), (name.to_owned(), b"x".to_vec())];
        for (name, bytes) in listed(assets).unwrap() {
            let path = place.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    #[test]
    fn what_is_kept_is_what_was_written_by_this_version() {
        let world = tempfile::tempdir().unwrap();
        let place = world.path().join("made");
        let manifest = "{\n  \"version\": \"0.2.0\"\n}\n";
        written(&place, manifest, "charts/day.svg");
        let assets = kept(&place, "0.2.0").unwrap();
        let names: Vec<&str> = assets.iter().map(|(name, _)| &name[..]).collect();
        assert_eq!((&names[..], &assets[0].1[..]), (&[MANIFEST, "charts/day.svg"][..], manifest.as_bytes()));
        let said = |version: &str| kept(&place, version).unwrap_err().0.en;
        assert!(said("0.3.0").ends_with("was written by peakstaff 0.2.0; this is 0.3.0"), "{}", said("0.3.0"));
        written(&place, manifest, "../outside");
        assert!(said("0.2.0").contains("names ../outside"), "{}", said("0.2.0"));
        fs::remove_file(place.join(MANIFEST)).unwrap();
        assert!(said("0.2.0").contains("is no folder of results"));
    }
}
