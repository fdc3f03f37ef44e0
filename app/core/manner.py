"""What the interviewer says around the questions, in each manner: all of its words are here.

It never speaks about the subject of a question, so nothing can be given away. What it says of an
answer follows from the grade alone (`Moment` names the bounds), and in a mock, whose grades come at
the end, it says the same of every answer. Each moment has several wordings; which one is said
follows from the session and the number of the turn, and two neighbouring turns never hear the same.
"""

from __future__ import annotations

import random
from enum import StrEnum


class Manner(StrEnum):
    """How the interviewer talks. The manner changes no question, no hint and no grade."""

    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    TOUGH = "tough"


class Moment(StrEnum):
    """When the interviewer says something.

    FULL to UNASSESSED react to a graded answer: FULL when it met every point, GOOD from a score of
    0.8 and MOST from 0.6 on when nothing was contradicted, PARTLY from 0.25 on, LITTLE below,
    UNASSESSED without a score. Only FULL and GOOD praise.
    """

    OPENING = "opening"
    NEXT = "next"
    AFTER_SKIP = "after_skip"
    FOLLOW_UP = "follow_up"
    HINT = "hint"
    RECEIVED = "received"
    FULL = "full"
    GOOD = "good"
    MOST = "most"
    PARTLY = "partly"
    LITTLE = "little"
    UNASSESSED = "unassessed"
    DONT_KNOW = "dont_know"
    REPORTED = "reported"
    PAUSED = "paused"
    BACK = "back"
    DONE = "done"
    STOPPED = "stopped"
    TIME_UP = "time_up"


def say(manner: Manner, moment: Moment, session_id: str, number: int) -> str:
    """Return the wording of a moment for the `number`th time (0..) that it comes in a session.

    The wordings come in an order that follows from the session, one after the other.
    """
    wordings = WORDINGS[manner][moment]
    chance = random.Random(f"{session_id}:{moment}")  # noqa: S311 - a choice, no secret
    return chance.sample(wordings, len(wordings))[number % len(wordings)]


_SUPPORTIVE = {
    Moment.OPENING: (
        "Welcome. There is no hurry; begin when you like.",
        "Nice to meet you. Just talk, I am all ears.",
        "Hello, and welcome. Let's begin.",
    ),
    Moment.NEXT: (
        "Whenever you like, here comes another.",
        "On we go, you and I.",
        "Here is one more for you.",
        "Here we go again, with another one.",
    ),
    Moment.AFTER_SKIP: (
        "Never mind. How about something else?",
        "No worries. Perhaps you like this more.",
        "Okay, on we go without it.",
    ),
    Moment.FOLLOW_UP: (
        "May I dwell on this for a bit?",
        "I would like to hear more of that.",
        "Let me hear you on one more thing here.",
        "There is more to this. Have a go.",
    ),
    Moment.HINT: (
        "Perhaps this is of use.",
        "Here is a nudge for you.",
        "With pleasure:",
        "Here is something to go on.",
    ),
    Moment.RECEIVED: (
        "Thank you very much.",
        "Thanks, I have that.",
        "Okay, thank you.",
        "Thank you, I got that.",
    ),
    Moment.FULL: (
        "That was complete. Well done.",
        "You made every point that counts here. Very nice.",
        "Nothing is missing. Great.",
    ),
    Moment.GOOD: (
        "A good answer. Look below at what would make it whole.",
        "That is a solid answer. Below is what would round it off.",
        "Well put together. A little is left; it stands below.",
    ),
    Moment.MOST: (
        "Most of it is there. What is left stands below.",
        "More than half of that holds. Look below at the rest.",
        "You are most of the way. The first gap below comes next.",
    ),
    Moment.PARTLY: (
        "A part of it is there. The first gap below is the one to close.",
        "You are on the way. Look below at what doesn't hold yet.",
        "There is something to build on. Begin with the first gap below.",
    ),
    Moment.LITTLE: (
        "That was a hard one. The first gap below is where to begin.",
        "Not there yet, and that is what practice is for. Have a look below.",
        "This one needs another look. Read on below, then try again.",
    ),
    Moment.UNASSESSED: (
        "I could not tell what to make of that. The reason stands below.",
        "I am not able to judge that one, so it doesn't count. See below.",
        "That one stays open for now. See below.",
    ),
    Moment.DONT_KNOW: (
        "Thank you for saying so. What to look up stands below.",
        "That's all right. Below is what you would say next time.",
        "It is honest to say so. Have a look below.",
    ),
    Moment.REPORTED: (
        "Thank you for saying so. That one is out.",
        "Okay, thank you. Forget about that one.",
        "Thanks. You won't hear that one again.",
    ),
    Moment.PAUSED: (
        "Have a rest. We go on when you like.",
        "Take a break. Nothing is lost.",
        "See you soon. All of it is kept.",
    ),
    Moment.BACK: (
        "Welcome, once more. Let's go on.",
        "Nice to have you here again.",
        "There you are. On we go.",
    ),
    Moment.DONE: (
        "That was the last one. Thank you for staying with it.",
        "We are through. Thank you, and have a look at how it went.",
        "That is all. Thank you for your time.",
    ),
    Moment.STOPPED: (
        "We stop here. What you have done is kept.",
        "That is enough for now. Thank you, it is all kept.",
    ),
    Moment.TIME_UP: (
        "Our time is over. Thank you for today.",
        "Time is up. Thank you, let's see how it went.",
    ),
}

_NEUTRAL = {
    Moment.OPENING: (
        "Hello. Here is the first one.",
        "Hello. Here we go.",
        "Welcome. This comes first.",
    ),
    Moment.NEXT: (
        "Let's go on.",
        "Here is another one.",
        "And now this.",
        "On to this.",
    ),
    Moment.AFTER_SKIP: (
        "Okay. Let's go on.",
        "Something else, then.",
        "On without it.",
    ),
    Moment.FOLLOW_UP: (
        "Let me dwell on this.",
        "I would like to hear more.",
        "Some more of this.",
        "One more thing here.",
    ),
    Moment.HINT: (
        "Here you are.",
        "A nudge:",
        "Consider this.",
        "This may be of use.",
    ),
    Moment.RECEIVED: (
        "Okay.",
        "I hear you.",
        "Thank you.",
        "I have that.",
    ),
    Moment.FULL: (
        "Complete. Nothing is missing.",
        "Every point that counts here was made.",
        "That was all of it.",
    ),
    Moment.GOOD: (
        "A good answer. The rest stands below.",
        "That holds. See below for the little that is left.",
        "A solid answer, with something left to add.",
    ),
    Moment.MOST: (
        "Most of it is there. The rest stands below.",
        "More than half of that holds. See below for what is left.",
        "That covers most of it. The first gap stands below.",
    ),
    Moment.PARTLY: (
        "A part of it is there. The gaps stand below.",
        "Some of that holds, some is missing. See below.",
        "That goes some of the way. The first gap stands below.",
    ),
    Moment.LITTLE: (
        "Little of it was there. The points stand below.",
        "That leaves most of it open. See below.",
        "This one is a gap. Begin with the first point below.",
    ),
    Moment.UNASSESSED: (
        "That could not be judged. The reason stands below.",
        "No verdict on that one. See below for the reason.",
        "That stays open: it could not be judged.",
    ),
    Moment.DONT_KNOW: (
        "All right. What to say stands below.",
        "Understood. See below for what was asked.",
        "Fine. The points are below.",
    ),
    Moment.REPORTED: (
        "Okay. That one is out.",
        "Thanks. Forget about that one.",
        "Okay. You won't hear that again.",
    ),
    Moment.PAUSED: (
        "Paused. All of it is kept.",
        "We pause here.",
        "A break, then.",
    ),
    Moment.BACK: (
        "Welcome, again. We go on.",
        "Here we are again.",
        "On we go, then.",
    ),
    Moment.DONE: (
        "That was the last one. Thank you.",
        "We are done. Thank you.",
        "That is all from me. Thank you.",
    ),
    Moment.STOPPED: (
        "We stop here. What was said is kept.",
        "Ended. All of it is kept.",
    ),
    Moment.TIME_UP: (
        "Time is up. Thank you.",
        "Our time is over. Thank you.",
    ),
}

_TOUGH = {
    Moment.OPENING: (
        "No chit-chat. Here you go.",
        "I like it brief. Here we go.",
        "Say it once and say it well.",
    ),
    Moment.NEXT: (
        "Onwards.",
        "Now this.",
        "Convince me here.",
        "On we go. Be precise.",
    ),
    Moment.AFTER_SKIP: (
        "As you like. Then this.",
        "I won't forget that. Now this.",
        "As you wish. But not this one too.",
    ),
    Moment.FOLLOW_UP: (
        "I am not done with this.",
        "Not so quick. Go on.",
        "I want to hear more than that.",
        "And? There is more to it.",
    ),
    Moment.HINT: (
        "One nudge, then it is up to you.",
        "If you must.",
        "Here, then.",
        "You may want to hear this.",
    ),
    Moment.RECEIVED: (
        "Okay.",
        "Heard.",
        "I have that.",
        "So be it.",
    ),
    Moment.FULL: (
        "Complete. I have nothing to add.",
        "No objections.",
        "You left nothing out.",
    ),
    Moment.GOOD: (
        "Good. What you left out is below.",
        "It holds, but I would ask about what is below.",
        "Decent. Not all of it, though; see below.",
    ),
    Moment.MOST: (
        "Most of it stands. The rest is below, and I would ask for it.",
        "More than half. I expect the rest, too; see below.",
        "You stopped early. What is left stands below.",
    ),
    Moment.PARTLY: (
        "Half a job. The rest stands below.",
        "That leaves gaps I would press on. See below.",
        "Not enough yet. The first gap below is the one to close.",
    ),
    Moment.LITTLE: (
        "That would not pass. Start with the first point below.",
        "Too little. Read what stands below and do it over.",
        "No. The points are below; come back to this.",
    ),
    Moment.UNASSESSED: (
        "I can't judge that. The reason stands below.",
        "That tells me nothing either way. See below.",
        "No verdict. See below why.",
    ),
    Moment.DONT_KNOW: (
        "Then learn it. It stands below.",
        "At least no guessing. See below.",
        "You will be asked that again. See below.",
    ),
    Moment.REPORTED: (
        "Okay. Out it goes.",
        "If you say so. It is out.",
        "Then forget that one.",
    ),
    Moment.PAUSED: (
        "Paused. I will be here.",
        "Stopped, until you come back.",
        "A break. Make it short.",
    ),
    Moment.BACK: (
        "You again? On we go.",
        "There you are. Go on.",
        "Enough of that. Go on.",
    ),
    Moment.DONE: (
        "That is all. Now look at how it went.",
        "Done. Now read the verdicts.",
        "We are through. The rest is yours.",
    ),
    Moment.STOPPED: (
        "You ended it. What was said is kept.",
        "Ended early. Noted, and kept.",
    ),
    Moment.TIME_UP: (
        "Time. Put it down.",
        "Time is up. That is all you get.",
    ),
}

WORDINGS = {
    Manner.SUPPORTIVE: _SUPPORTIVE,
    Manner.NEUTRAL: _NEUTRAL,
    Manner.TOUGH: _TOUGH,
}
