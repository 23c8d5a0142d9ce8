events in 2017
events in March 2017
events in March
events in 2017-03
events in 2017年3月
events in 3月
events on 2017-03-05
events during Q2 2017
events in Q1
events in 2017-Q1
events in the first quarter of 2017
events in the second half of 2017
events since June
events since 2017-06
events until March
events before April
events before 2017-04
events after October 2017
events after 2017-10
events between March and June
events between March and June 2017
events from 2017-03 to 2017-05
events from June
events not in 2017
events in 2016
awards for 2016
recognitions for both 2017 and 2018
recognitions for 2017 or 2018
recognitions for 2016, 2017 or 2019
recognitions for 2017 in November or December
recognitions for 2017 to companies
visits before the agreement with Kyoto Prefecture
events after the visit to Kyoto
awards since the listing of companies
events in the same month as the agreement with NEC
awards to companies in 2017
companies that received awards in May
companies that received honours since 2016
who received awards after June
events in 201X
funding before 2018
events since -0200
events before 44 BC
when was the first award
when were the latest 2 awards
how many companies received the first award
total amount of the latest 2 fundings
companies certainly without awards on 2017-03-05
companies in the park that certainly received at most 1 honour
events no later than March
awards no earlier than August
events in March and April 2017
events in March, April, and May 2017
events in March or in April 2017
events not in March or April
events not in March, April or May
events neither in March nor in April
events in neither March nor April
events outside March
events except in March
events in 2016-2018
events in the last quarter of 2017
events in the first month of 2017
