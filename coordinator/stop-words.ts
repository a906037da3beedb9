/** Words that say nothing about what a remark is about: English function words and the small talk of reviews. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'about above after again against all also although always an and any are as at be because been before being below between both ' +
    'but by can cannot could did do does doing down due during each either else ever every few for from further get gets getting had ' +
    'has have having he her here how however if in instead into is it its itself just let like made make makes making may me might ' +
    'more most must my need needs never no nor not now of off on once one only or other otherwise our out over own per rather same ' +
    'see seen set shall she should since so some still such than that the their them then there therefore these they this those ' +
    'though through thus to too under until up upon use used uses using very via was we were what when where whether which while who ' +
    'why will with within without would yet you your aren isn wasn weren don doesn didn hasn haven hadn won wouldn couldn shouldn ' +
    'code consider ensure potential potentially issue problem bug result results lead leads leading cause causes causing allow ' +
    'allows allowing method function line lines file files change changes possible possibly currently current example eg ie etc new ' +
    'add adding added existing instance case cases call calls called calling value values return returns returned returning review ' +
    'comment comments implementation logic behavior unexpected wrong incorrect avoid detected found unsafe dangerous bad'
  ).split(' '),
);
