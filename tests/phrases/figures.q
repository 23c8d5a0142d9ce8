how many awards
how many awards to companies in the park
how many companies are in the park
how many companies received awards
number of events in June
how many events per month
agreements per quarter
how many agreements per quarter
how many events per kind
honours per company
how many honours per company
how many honours per kind
awards per month in 2017
awards by month
awards by company
honours for each company
events per year
the month with the most awards
the month with the most events
which month had the most events
the month with the fewest events
the quarter with the most honours
the kind with the most events
which company received the most honours
the company with the most honours
organization with the most events
top 5 organizations by events
top 3 companies by honours
top 3 companies by number of awards
top 3 months by events
top 2 kinds by events
bottom 3 companies by honours
companies by number of honours
total amount of funding
total amount of funding by the park in 2017
total funding
sum of amounts of funding
average amount of funding
largest amount of funding
the largest funding
the largest construction
total area of constructions
amounts of funding
total amount of funding per quarter
largest ceiling of policies
when was the agreement with NEC
when did Botao receive awards
awards by giver
total amount of funding by giver
the policy with the largest ceiling
which construction has the largest area
events with the smallest area in 2017
policies sorted by ceiling
constructions sorted by area descending
