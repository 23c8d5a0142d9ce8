the first award
first 3 awards
the last agreement
latest 3 policies
the latest policy
newest two foundings
earliest conference
awards oldest first
awards newest first
companies sorted by name
awards sorted by date descending
events in June sorted by name
most recent 5 events
the three latest awards
the 5 oldest events
recipients in the park
honours per recipient in the park
