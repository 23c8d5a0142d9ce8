certainly companies in the park
companies certainly in the park
possibly companies in the park
certainly all awards to companies in the park
awards to companies certainly in the park
events certainly in 2017
certainly events in March
companies possibly in the park
