import os

import pytest

from staffplan.config import load
from staffplan.config.yaml_tree import MAX_BYTES
from staffplan.errors import ConfigError, Exit


def faults_of(path):
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.exit_code == Exit.CONFIG
    return caught.value.faults


def by_code(path):
    return {fault.code: fault for fault in faults_of(path)}


@pytest.fixture
def folder(tmp_path):
    """A configuration's folder beside a file that is none of its business."""
    (tmp_path / "secret.yaml").write_text("password: hunter2\n")
    place = tmp_path / "configs"
    place.mkdir()
    return place


@pytest.mark.parametrize("name", ["", "centre.yaml", "no/such/folder"])
def test_a_missing_configuration_is_named(tmp_path, name):
    (fault,) = faults_of(tmp_path / name)
    assert fault.code == "config.missing_file"
    assert str(tmp_path / name) in fault.file


def test_sections_of_nested_includes_are_merged_and_every_file_is_listed(folder, small):
    (folder / "sub").mkdir()
    small()
    text = (folder.parent / "centre.yaml").read_text()
    sites = "sites: {here: {seats: 5}}\n"
    (folder / "centre.yaml").write_text(text.replace(sites, "") + "include: [sub/more.yaml]\n")
    (folder / "sub/more.yaml").write_text("include: [deep.yaml]\n")
    (folder / "sub/deep.yaml").write_text(sites + "files: {agents: ../../data/a.csv}\n")
    configuration = load(folder)

    assert [site.name for site in configuration.centre.sites] == ["here"]
    assert [file.name for file in configuration.files] == ["centre.yaml", "more.yaml", "deep.yaml"]
    assert configuration.place("sites.here") == f"{(folder / 'sub/deep.yaml').as_posix()}:1"
    assert configuration.agents_path == folder.parent / "data/a.csv"


def test_the_file_itself_may_be_named_and_may_be_called_otherwise(tmp_path, small):
    small()
    (tmp_path / "centre.yaml").rename(tmp_path / "north.yaml")
    assert load(tmp_path / "north.yaml").centre.name == "Small"
    assert load(str(tmp_path / "north.yaml")).centre.name == "Small"


@pytest.mark.parametrize(
    "outside",
    [
        "../secret.yaml",
        "../../../etc/passwd",
        "/etc/passwd",
        "sub/../../secret.yaml",
        "C:\\secret.yaml",
        "..\\secret.yaml",
    ],
)
def test_an_include_that_leads_out_of_the_folder_is_refused_and_never_echoed(folder, outside):
    (folder / "centre.yaml").write_text(f"include:\n  - '{outside}'\n")
    faults = faults_of(folder)

    assert [(fault.code, fault.line, fault.column) for fault in faults] == [("config.include_outside", 2, 5)]
    assert "hunter2" not in str(faults)
    assert "root:" not in str(faults)


def test_a_link_out_of_the_folder_is_refused_and_never_echoed(folder):
    (folder / "link.yaml").symlink_to("../secret.yaml")
    (folder / "centre.yaml").write_text("include: [link.yaml]\n")
    faults = faults_of(folder)

    assert [fault.code for fault in faults] == ["config.include_outside"]
    assert "hunter2" not in str(faults)


def test_a_configuration_folder_may_itself_be_a_link(tmp_path, folder, small):
    small()
    (tmp_path / "centre.yaml").rename(folder / "centre.yaml")
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    assert load(tmp_path / "link").centre.name == "Small"


def test_a_circle_of_includes_is_named(folder):
    (folder / "centre.yaml").write_text("include: [a.yaml]\n")
    (folder / "a.yaml").write_text("include: [b.yaml]\n")
    (folder / "b.yaml").write_text("include: [a.yaml]\n")

    assert "a.yaml -> b.yaml -> a.yaml" in by_code(folder)["config.include_cycle"].message


def test_a_file_that_includes_itself_through_a_link_is_a_circle(folder):
    (folder / "again.yaml").symlink_to("centre.yaml")
    (folder / "centre.yaml").write_text("include: [again.yaml]\n")
    assert "config.include_cycle" in by_code(folder)


def test_a_file_is_included_once(folder):
    (folder / "a.yaml").write_text("prices: {surplus: 1}\n")
    (folder / "centre.yaml").write_text("include: [a.yaml, ./a.yaml]\n")
    assert "a second time" in by_code(folder)["config.include"].message


def test_a_missing_include_is_named_where_it_is_asked_for(folder):
    (folder / "rules.yaml").write_text("rules: []\n")
    (folder / "centre.yaml").write_text("include:\n  - rule.yaml\n")
    fault = by_code(folder)["config.missing_file"]

    assert (fault.line, fault.column, fault.hint) == (2, 5, "did you mean rules.yaml?")
    assert "rule.yaml" in fault.frame


@pytest.mark.parametrize("wrong", ["rules.yaml", "{a: b}", "[5]", "[[a]]", "['']"])
def test_includes_that_are_no_list_of_names_are_refused(folder, wrong):
    (folder / "centre.yaml").write_text(f"include: {wrong}\n")
    assert "config.include" in by_code(folder)


def test_a_section_in_two_files_names_both_places(folder):
    (folder / "centre.yaml").write_text("prices: {surplus: 1}\ninclude: [a.yaml]\n")
    (folder / "a.yaml").write_text("\nprices: {surplus: 2}\n")
    fault = by_code(folder)["config.duplicate_key"]

    assert (os.path.basename(fault.file), fault.line) == ("a.yaml", 2)
    assert "centre.yaml:1" in fault.message


def test_faults_of_all_files_come_at_once_in_the_order_of_reading(folder):
    (folder / "centre.yaml").write_text("centre: {nme: x}\ninclude: [a.yaml, b.yaml]\n")
    (folder / "a.yaml").write_text("prices: 'open\n")
    (folder / "b.yaml").write_text("queues: {q: {chanel: voice}}\nbad: 1\n")
    places = [(os.path.basename(fault.file), fault.line) for fault in faults_of(folder)]

    assert places == sorted(places, key=lambda place: (["centre.yaml", "a.yaml", "b.yaml"].index(place[0]), place[1]))
    assert {name for name, _ in places} == {"centre.yaml", "a.yaml", "b.yaml"}


def test_sections_are_not_called_missing_where_a_file_could_not_be_read(folder):
    (folder / "centre.yaml").write_text("include: [a.yaml]\n")
    (folder / "a.yaml").write_text("queues: 'open\n")
    assert [fault.code for fault in faults_of(folder)] == ["config.syntax"]


def test_a_hundred_megabytes_are_refused_without_being_read(folder, monkeypatch):
    with (folder / "centre.yaml").open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("the file was read"))
    (fault,) = faults_of(folder)

    assert fault.code == "config.too_big"
    assert "100 MB" in fault.message
    assert MAX_BYTES < 100_000_000


def test_a_pipe_is_not_opened(folder):
    os.mkfifo(folder / "pipe.yaml")
    (folder / "centre.yaml").write_text("include: [pipe.yaml]\n")
    assert "not a file" in by_code(folder)["config.missing_file"].message


@pytest.mark.parametrize("content", ["a: 1".encode("utf-16"), b"centre:\n  name: M\xfcnchen\n"])
def test_text_that_is_not_utf8_is_refused_with_the_line(folder, content):
    (folder / "centre.yaml").write_bytes(content)
    fault = by_code(folder)["config.encoding"]
    assert "UTF-8" in fault.message


def test_a_byte_order_mark_is_no_fault(tmp_path, small):
    small()
    file = tmp_path / "centre.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(tmp_path).centre.name == "Small"
