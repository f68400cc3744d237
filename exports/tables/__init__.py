"""Tables: functions from a project to tidy, typed rows."""
