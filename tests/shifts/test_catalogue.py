from tiny_centre import HOME, MEAL, PAUSE, PROFILES

from staffplan.domain.shift import ShiftProfile
from staffplan.shifts.catalogue import catalogue, single_blocks

DAY, SPLIT, _, MICRO = PROFILES


def test_an_unsplit_profile_gives_one_shift_a_length():
    assert [(shift.name, shift.blocks) for shift in catalogue((DAY,))] == [
        ("day 6h", ((0, 360),)),
        ("day 8h30", ((0, 510),)),
    ]


def test_pauses_apply_from_their_length_on():
    short, long = catalogue((DAY,))
    assert [pause.minutes for pause in short.breaks] == [PAUSE.minutes]
    assert [pause.minutes for pause in long.breaks] == [PAUSE.minutes, MEAL.minutes]


def test_unpaid_pauses_are_not_paid():
    short, long = catalogue((DAY,))
    assert (short.paid_min, long.paid_min) == (360, 480)


def test_a_split_only_profile_gives_every_gap_and_no_single_block():
    assert [shift.blocks for shift in catalogue((SPLIT,))] == [
        ((0, 180), (240, 420)),
        ((0, 180), (300, 480)),
        ((0, 180), (360, 540)),
    ]


def test_a_spread_cuts_the_longest_pairs():
    tight = ShiftProfile("tight", HOME, 480, 480, 30, (180,), gap=(60, 180), split_only=True, spread=480)
    assert [shift.elapsed_min for shift in catalogue((tight,))] == [420, 480]


def test_a_profile_that_may_split_gives_single_blocks_and_pairs():
    shifts = catalogue((MICRO,))
    assert sum(not shift.is_split for shift in shifts) == 3
    assert sum(shift.is_split for shift in shifts) == 3 * 3 * 2
    assert single_blocks(MICRO) == tuple(shift for shift in shifts if not shift.is_split)


def test_pauses_of_a_second_block_are_counted_from_its_start():
    pair = next(shift for shift in catalogue((MICRO,)) if shift.blocks == ((0, 240), (300, 540)))
    assert [(pause.earliest, pause.latest) for pause in pair.breaks] == [(60, 120), (360, 420)]


def test_names_are_unique():
    names = [shift.name for shift in catalogue(PROFILES)]
    assert len(set(names)) == len(names)


def test_starts_run_from_first_to_last_in_steps():
    (shift,) = catalogue((ShiftProfile("late", HOME, 600, 720, 60, (120,)),))
    assert shift.starts == (600, 660, 720)
