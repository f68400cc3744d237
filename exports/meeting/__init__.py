"""A meeting with the supervisor: what changed, the categories, passages to be judged, what the student wonders."""

from exports.meeting.content import Asked, CategoryPart, Meeting, check_date, prepare_meeting

__all__ = ["Asked", "CategoryPart", "Meeting", "check_date", "prepare_meeting"]
