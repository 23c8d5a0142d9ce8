certainly companies in the park
companies certainly in the park
possibly companies in the park
certainly all awards to companies in the park
awards to companies certainly in the park
events certainly in 2017
certainly events in March
companies possibly in the park
awards as of August 2017
certainly awards as of 2017-08
as of 2017-03, how many events in the park
companies without awards as of 2017-03-01
events per month as of 2017年4月
