agreements signed in April
all awards to companies in the park
awards given in August
awards that were given to companies
cities with companies
companies in Japan, Ireland or China
companies in the park
companies per country
companies that are partners of Huawei
conferences held in June
countries with events
events about Haichuang
events by June 2017
events in 216 BC
events in March
events of companies but not of China Hualu Group
events with 58 Qifu
events with Huawei, NEC or IBM
funding up to 200 million RMB
honours to exactly one recipient in November
honours to the park
how many awards did companies in the park receive
how many awards has DHC received
how many companies received honours per quarter
last 3 pacts oldest first
partners of Huawei in the park
partners of NEC or Huawei
people who lead organizations
policies by the park but not about Kechuang
policies issued in June
policies with a ceiling
quarters with awards
quarters without awards
recipients of awards or rankings
same award as Botao
the 3 companies with the most honours
the country with the most events
visits ordered by date
which awards has Botao won
which policies has the park issued
