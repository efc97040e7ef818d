use super::*;

const STREET: &str = "120113004";

fn names(query: &str) -> Vec<String> {
    search(query, None, 20).into_iter().map(Division::name).collect()
}

fn first(query: &str) -> String {
    search(query, None, 20).first().map(|division| division.code()).unwrap_or_default()
}

#[test]
fn the_street_has_its_eleven_communities() {
    let street = Division::find(STREET).expect("瑞景街道");
    assert_eq!((street.name().as_str(), street.level()), ("瑞景街道", Level::Street));
    let codes: Vec<_> = street.children().map(|child| child.code()).collect();
    assert_eq!(codes.len(), 11);
    assert_eq!((codes[0].as_str(), codes[10].as_str()), ("120113004009", "120113004024"));
    assert!(street.children().all(|child| child.level() == Level::Community));
}

#[test]
fn a_community_knows_where_it_lies() {
    let community = Division::find("120113004024").expect("江南春色");
    assert_eq!((community.name().as_str(), community.short_name().as_str()), ("江南春色社区居委会", "江南春色社区"));
    let path: Vec<_> = community.ancestors().into_iter().map(Division::name).collect();
    assert_eq!(path, ["天津市", "市辖区", "北辰区", "瑞景街道"]);
}

#[test]
fn every_code_is_found_again_and_nothing_else_is() {
    for index in (0..table::len()).step_by(97) {
        assert_eq!(Division::find(&Division(index).code()), Some(Division(index)));
    }
    for nothing in ["", "1", "99", "120113004999", "12011300402", "1201130040241", "江南春色", "+12"] {
        assert_eq!(Division::find(nothing), None, "{nothing}");
    }
    assert_eq!(table::len(), 665_276);
    assert_eq!(provinces().count(), 31);
}

#[test]
fn words_in_any_order_find_it() {
    for query in ["江南春色", "瑞景 江南春色", "江南春色　瑞景街道", "天津 北辰 江南春色", "北辰区，江南", "江南 春色 瑞景"]
    {
        assert_eq!(first(query), "120113004024", "{query}");
    }
}

#[test]
fn each_letter_of_the_way_finds_it() {
    let name = "江南春色社区居民委员会";
    for (at, letter) in name.char_indices().skip(2) {
        let typed = format!("瑞景 {}", &name[..at + letter.len_utf8()]);
        assert_eq!(first(&typed), "120113004024", "{typed}");
    }
    for ending in ["社区居委会", "社区", "居委会", "街道"] {
        assert_eq!(first(&format!("江南春色{ending}")), "120113004024", "{ending}");
    }
}

#[test]
fn codes_find_it_also_in_full_width() {
    for query in ["120113004024", "１２０１１３００４０２４", "瑞景 120113 江南春色", "12011300402 春色"] {
        assert_eq!(first(query), "120113004024", "{query}");
    }
    assert_eq!(search("120113004", None, 20).len(), 12, "the street and its communities");
    assert_eq!(search("12011", None, 5)[0].level(), Level::District, "the province 12 does not begin with 12011");
}

#[test]
fn the_best_comes_first() {
    let found = names("瑞景街道");
    assert_eq!(found[0], "瑞景街道");
    assert!(found.len() > 1, "others are called so, too: {found:?}");
    assert_eq!(names("北辰区")[0], "北辰区");
    assert_eq!(first("天津"), "12");
}

#[test]
fn a_search_stays_below_a_division_and_within_its_limit() {
    let street = Division::find(STREET);
    assert_eq!(search("秋瑞", street, 20).len(), 1);
    assert!(search("中关村", street, 20).is_empty());
    assert_eq!(search("", street, 20).len(), 12);
    assert_eq!(search("村", None, 7).len(), 7);
    assert_eq!(search("", None, 100).len(), 31);
}

#[test]
fn nonsense_finds_nothing() {
    for query in ["没有这样的地方吧", "1234567890123", "瑞景 没有这样的地方吧"] {
        assert!(names(query).is_empty(), "{query}");
    }
}

/// Run by hand on an optimised build: `cargo test --release -p mulin-entity directory -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn each_keystroke_is_answered_at_once() {
    let queries = [
        "村",
        "王",
        "新村",
        "社区",
        "江",
        "江南春色",
        "瑞景 江南春色",
        "村 王",
        "新 村 王 大 家 东",
        "河北 村",
        "天津 江南春色社",
        "没有这样的地方",
        "王村",
        "1",
        "村 没有这样的地方",
    ];
    for query in queries {
        let mut times: Vec<_> = (0..20)
            .map(|_| {
                let began = std::time::Instant::now();
                std::hint::black_box(search(query, None, 20));
                began.elapsed()
            })
            .collect();
        times.sort();
        println!("{query}: median {:?}, worst {:?}, {} found", times[10], times[19], names(query).len());
        assert!(times[10].as_millis() < 10, "{query}");
    }
}
