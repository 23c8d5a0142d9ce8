companies that received awards
companies which won honours
who received awards
who won the China Patent Award
who received recognitions in December
companies that have received honours
companies receiving awards
which companies received awards
what awards did Botao receive
awards that Botao received
who visited Kyoto
who visited the park
who signed agreements
who signed agreements with NEC
organizations that issued policies
companies that won contracts
companies that launched products
who developed products
who hosted conferences
who founded organizations
companies that are in the park
companies that are not in the park
organizations located in Japan
who shared a recognition with Botao
who shared an award with Accenture
who received the same award as Sunrise Power
companies that received the same award as Sunrise Power
companies with the same award as Sunrise Power
companies that received awards and recognitions
companies that received awards or recognitions
companies that received awards and signed agreements
companies that received awards but signed no agreements
companies that received awards or won contracts
who works for companies
partners of Huawei
partners of partners of Huawei
partners of NEC
partners of the park
recipients of awards
recipients of the China Patent Award
winners of awards in 2017
winners in December
hosts of conferences
visitors to Kyoto
visitors of the park
issuers of policies
founders of constructions
what opened in December
companies from Ireland with subsidiaries
organizations in China with leaders
who visited the park or Kyoto
events in 2017 and in March
events after March and before June
companies in the park or with awards
