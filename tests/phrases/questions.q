2017 awards
5 companies with the most honours
Huawei's partners
IBM's events
IBM's subsidiaries
Ma Xiangkun's employer
March events
agreements between DHC and NEC but no other
agreements between companies
all agreements by the park
awards to both Botao and DHC
companies awarded the China Patent Award
companies not certainly in the park
companies of the park
companies outside the park
companies that cooperated with NEC
companies that do not have awards
companies that have agreements with NEC
companies that have awards
companies that received recognitions but not awards
companies winning awards
companies with at least 2 honours or awards
companies with awards but no agreements
constructions of more than 10,000 square meters
contracts with COMAC
employees of companies
events after all visits
events after the Premier's inspection of SOVO
events before the China Patent Award
events except awards
events in January and February
events in the 1st quarter
events in the 2010s
events on the same day as the visit to Kyoto
events per country
events per month per kind
funding over CNY 100 million
honours for 2017
honours per company in the park
honours shared by at least 3 companies
honours shared with Botao
honours that are not awards
how many companies received at least one honour in the second half of 2017
leaders of the park
organizations founded in 2017
participants of the Smart city letter of intent
places visited by Li Keqiang
policies for 2018
products launched by companies
subsidiaries of IBM
the same award as Sunrise Power
the top month by events
top 5 organizations by events
what did Botao win
what did the park receive
when was OpenJaw Dalian founded
when was SOVO visited
where is Botao
who cooperated with NEC
who founded associations
who funded the Finance Town
who is Ma Xiangkun
who is the director of the Administrative Committee
who received the China Patent Award
who visited Kyoto
who was awarded
who was founded in December
who was visited by Li Keqiang
who wins awards
winners of contracts
what did the park launch in September
what products did INTESIM launch
whom did Li Keqiang visit
which cities did Jin Guowei visit
what was given to Botao
what was launched by the park
what was founded in December
companies that arrived in the park
companies that did not arrive
companies listed in July
when did 58 Qifu arrive
what was opened in the park
who was promoted
companies that arrived or were listed
