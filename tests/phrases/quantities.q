companies that received at least 2 honours
companies that received at least 2 honours since 2016
companies with at least 2 awards
companies with more than one honour
companies with exactly 1 award
companies with 2 honours
companies with two or more honours
companies with at most 1 honour
organizations with more than 3 events
awards to at least 3 companies
awards to more than 2 companies in the park
agreements between exactly 2 organizations
companies that received several honours
funding over 100 million CNY
funding of at least 100 million yuan
funding under 200 million CNY
policies with a ceiling of at least 10 million CNY
policies up to 10 million CNY
constructions covering more than 10000 square metres
agreements covering over 1 square kilometre
funding over 1.7億元
funding worth exactly 171000000 CNY
funding between 100 million CNY and 200 million CNY
awards to at least 9 companies
awards to fewer than 3 companies
funding for more than 500 projects
foundings of at least 100 organizations
events with a count
