companies in the park without awards
companies without honours
companies without awards in 2017
companies that received no awards
companies that did not receive awards
companies that never received honours
companies not in the park
companies in Dalian but not in the park
honours not to companies
awards to Botao but no other
recognitions to the park but no other
agreements with NEC but no other company
events without hosts
companies with awards but without recognitions
organizations that have no events
events in 2017 but not in March
events not in March and not in June
events in Q1 and Q3 but not in March
agreements not signed in April
awards that were not given in August
companies without subsidiaries
companies without awards as of 2017-03-05
agreements with NEC but no other company as of 2017-04-10
all companies but Botao
all events but awards and recognitions
visits by anyone but Li Keqiang
visits except by Li Keqiang
companies that neither received awards nor signed agreements
companies that did not receive awards nor sign agreements
honours not to Botao, DHC or people
agreements not with NEC nor with DHC
companies without awards or with recognitions
