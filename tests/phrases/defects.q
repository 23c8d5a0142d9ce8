events since the award to DHC and before December
top 3 companies by events sorted by name
companies that received neither awards nor recognitions
events by date
awards by title
top lists
events in 上半年
events in 2017年第二季度
events in 2017年下半年
funding between 100 and 200 million CNY
funding between 100 million and 200 million CNY
awards lasting a day
events that lasted at least 2 days
agreements per decade
