all awards to companies in the park
awards to Botao
awards to companies
awards won by Botao
honours won by Botao
honours received by people
awards given to companies in Dalian
awards of Botao
Botao's honours
recognitions of the park
honours to the park
grants by the park
policies by the park
policies issued by the park
agreements with Kyoto Prefecture
agreements between DHC and NEC
agreements of DHC
agreements with universities
visits to Kyoto
visits to Japan
visits to the park
visits by Li Keqiang
inspections by people
conferences in the park
events in Dalian
foundings in the park
arrivals in the park
arrivals of companies
foundings of associations
launches of products
launches by Huawei
contracts won by companies
contracts for COMAC
listings of companies
openings in the park
constructions in the park
constructions by IBM
events about Kechuang
policies about Kechuang
events with Huawei
events of Huawei
events involving Huawei
events involving Kyoto Prefecture
agreements with companies in Japan
awards to (companies in the park)
(awards or rankings) to companies
awards to companies that received recognitions
events first in China
events first in Liaoning
events only in China
honours received in November by companies in the park
awards that were given in August by Dalian
policies issued in June by the park
organizations that are companies or universities
honours other than awards and rankings
companies' awards
months in which there were awards
events within 2 weeks of Li Keqiang's visit
