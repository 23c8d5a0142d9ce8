events within 3 months of the agreement with Kyoto Prefecture
events within 2 weeks of 2017-05-01
events within a month of May 2017
events within 2 weeks of the first award to Botao
awards within 1 month after the visit to Kyoto
awards at most 2 months before the last agreement with NEC
events certainly within 3 months of the agreement with Kyoto Prefecture
events not within 6 months of the agreement with NEC
events overlapping 2017-03..2017-05
events overlapping 2017-03/2017-05
events in 2017-03..2017-05
events overlapping the agreement with NEC
events possibly during the agreement with NEC
events certainly during the agreement with NEC
events during the conferences
visits before the first award
events before the first award to Botao
awards before the last award
awards after the last agreement with NEC
events certainly after the last agreement with NEC
events not before the last agreement with NEC
agreements since the first award to Botao
awards until the first award to Botao
companies that received the first award
events in the same month as the first award
events between the agreement with NEC and the visit to Kyoto
events between the first award to Botao and the last agreement with NEC
events certainly between the first award and the last award
events not between the first award and the last award
events from the first award to Botao to the last agreement with NEC
agreements between Huawei and NEC
events certainly before the visit to Kyoto
awards since every agreement with NEC
events that did not last 2 days
events within a fortnight of the visit to Kyoto
the first event
the first award to Botao
events between the visit to Kyoto and June
events between March and the listing of Weian
events from March until the listing of Weian
events certainly between the first award and August 2017
events not between the visit to Kyoto and June
