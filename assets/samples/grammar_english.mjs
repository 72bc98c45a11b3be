/**
 * English support messages, written for this sample. `[a|b|]` is a choice, `{name}` a slot of
 * generate.mjs. `details` may follow any of the `cores`. `priority` is what a desk would give, 1 high.
 */

/** @typedef {{priority: number, cores: string[], details: string[]}} Intent */

/** @type {Record<string, Intent>} */
export const k_english = {
  track_order: {
    priority: 3,
    cores: [
      '[Where is|So where is|Please tell me, where is] my [order|parcel|package] {order}[ right now| at the moment|]?',
      'My [parcel|package|delivery] has been [stuck|sitting] in {city} for {days} days.',
      'The tracking page has not [moved|changed|been updated] since {weekday}.',
      'I ordered [a|the] {product} {days} days ago and [nothing has arrived|it still is not here].',
      'When will [order|number] {order} [arrive|be delivered|get here]?',
      'The tracking link [you sent|in the email] [shows an empty page|does not open|says unknown number].',
      'The courier says my parcel was delivered but [there is nothing at my door|nobody here has it].',
      'Is there [any news|an update] on the delivery of my {product}?',
      'It says out for delivery since {weekday}, [what is going on|is it lost]?',
      'How long does shipping to {city} [usually take|take these days]?',
    ],
    details: [
      'The order number is {order}.', 'I need it before {weekday}.', 'The estimated date has already passed.',
      'I checked with the neighbours too.', 'The last scan was in {city}.',
    ],
  },
  cancel_order: {
    priority: 2,
    cores: [
      '[Please cancel|I want to cancel|Can you cancel] [order|my order] {order}[ before it ships| right away|].',
      'I [clicked|pressed] buy twice, please [drop|cancel] one of the two {product} orders.',
      'I changed my mind about the {product}, [stop the order please|is it too late to cancel?]',
      'Ordered the wrong size by [mistake|accident], please cancel {order} so I can order again.',
      'My kid ordered a {product} without asking. [How do I call it off?|Please stop it.]',
      'There is no cancel button [next to|for] my order from {weekday}.',
      'I found the {product} [cheaper|for less] elsewhere, cancel my order please.',
      'Do not ship {order}, I no longer need [it|the {product}].',
      '[Can I|Is it possible to] take just the {product} out of my order before it leaves?',
    ],
    details: [
      'It has not been shipped yet.', 'I placed it {days} minutes ago.', 'Please confirm the cancellation by email.',
      'The status still says processing.', 'I would rather not refuse the parcel at the door.',
    ],
  },
  return_item: {
    priority: 3,
    cores: [
      'How do I [return|send back] the {product} [I bought|from order {order}]?',
      'I would like to return [my|the] {product}, it [does not fit|is too small|is too large|is not my colour].',
      'Please send me a return label for order {order}.',
      '[Can I|Am I allowed to] return a {product} that I have already [opened|unpacked|tried on]?',
      'What is the address for returns from {city}?',
      'How many days do I have to [return|bring back] something?',
      'I want to exchange the {product} for [a bigger one|another colour|a smaller size].',
      'The return portal [does not accept|rejects] my order number {order}.',
      'Do I have to pay for [return shipping|sending the {product} back]?',
      'I lost the return slip for my {product}, [can you issue a new one|what now]?',
    ],
    details: [
      'It is unused and in the original box.', 'I bought it {days} days ago.', 'I no longer have the packaging.',
      'Is there a drop-off point in {city}?', 'It was a gift.',
    ],
  },
  refund_status: {
    priority: 2,
    cores: [
      'I [sent back|returned] the {product} {days} days ago and [have no refund yet|my money is not back].',
      'When do I get my {amount} back?',
      '[Where is|What happened to] my refund for order {order}?',
      'You promised to refund {amount} [last week|by {weekday}] but my account shows nothing.',
      'The refund you sent is [{amount} short|too low|missing the shipping costs].',
      'How long do refunds to a [credit card|bank account|debit card] take?',
      'My return was received on {weekday}, [when will you pay the money back|why is the refund still pending]?',
      'I got a voucher instead of [my money|the {amount} I paid], I want a proper refund.',
      'The bank says no refund of {amount} [was ever sent|is on its way].',
    ],
    details: [
      'I have the proof of return.', 'The tracking shows that you have it.', 'The amount was {amount}.',
      'It went to a card that has expired since.', 'This is my third message about the money.',
    ],
  },
  damaged_item: {
    priority: 1,
    cores: [
      'The {product} arrived [broken|cracked|scratched|with a big dent|in pieces].',
      'My new {product} [stopped working|died] after {days} days.',
      'The box was [crushed|torn open|soaking wet] and the {product} inside is damaged.',
      'There is a [crack|scratch|hole|stain] in the {product} I received today.',
      'The {product} from order {order} [is defective|does not turn on|makes a strange noise].',
      'One part of the {product} is [missing|snapped off], it cannot be used like this.',
      'I unpacked the {product} and [glass fell out|it fell apart in my hands].',
      'The zip, the handle, everything on this {product} is [broken|loose] already.',
      'Received a faulty {product}, I [expect|would like] a replacement.',
    ],
    details: [
      'I can send photos.', 'It was wrapped in a single sheet of paper.', 'I want a new one, not a repair.',
      'The driver simply threw it over the fence.', 'It is dangerous like this.',
    ],
  },
  wrong_item: {
    priority: 2,
    cores: [
      'I ordered a {product} and [got|received|you sent me] a {product2}.',
      'This is [not what I ordered|the wrong article], there is a {product2} in the box.',
      'You sent the {product} in [black|red|the wrong colour] although I chose [blue|green|white].',
      'Wrong size again: [L instead of M|42 instead of 40|small instead of large] in order {order}.',
      'The parcel with my name on it holds [somebody else\'s order|things I never bought].',
      'Only one of the two {product}s was in the box.',
      'The label says {product} but inside is [something else|a {product2}].',
      'My order {order} is [incomplete|missing the {product}].',
      'Got two {product2}s but no {product}, [please sort this out|did you mix up the boxes?]',
    ],
    details: [
      'The packing slip lists the right one.', 'Who pays for sending it back?', 'Please ship the right one at once.',
      'I compared the article numbers.', 'I needed it for {weekday}.',
    ],
  },
  change_address: {
    priority: 2,
    cores: [
      '[Please change|Can you change|I need to change] the delivery address of order {order}.',
      'I [moved|have moved] to {city}, [how do I|where can I] update my address?',
      'I typed the wrong [house number|street|postcode] for {order}.',
      '[Please send|Could you redirect] my parcel to my [office|neighbour|work address] in {city} instead.',
      'My account still shows my old address in {city}.',
      'The postcode [is rejected|does not pass] when I enter my new address.',
      'Can the {product} be delivered to a [pickup point|parcel locker|shop] instead of my home?',
      'I will be away, deliver to [my parents|a different address] in {city} please.',
      'Forgot to add the [apartment number|floor|name on the bell] to the shipping address.',
    ],
    details: [
      'The new street is in the same city.', 'It has not left your warehouse yet.', 'The billing address stays the same.',
      'Otherwise it goes to the people who live there now.', 'Please also change it for later orders.',
    ],
  },
  payment_failed: {
    priority: 1,
    cores: [
      'My [card|credit card|payment] was [declined|rejected|refused] at checkout.',
      'I paid {amount} but the order [is not in my account|still says unpaid].',
      'You charged my card [twice|two times] for order {order}.',
      'The payment page [hangs|freezes|spins forever] after I enter the code from my bank.',
      'Why [can\'t I|can I not] pay by [bank transfer|invoice|debit card] any more?',
      'Checkout shows error {code} every time I try to pay.',
      'The money left my account but I got no [confirmation|order number].',
      '{amount} was taken from my account [and I did not order anything|without an order].',
      'My bank says the payment is fine, your shop says it [failed|did not go through].',
    ],
    details: [
      'I tried three different cards.', 'My bank sees nothing wrong.', 'The basket is worth {amount}.',
      'I do not want to pay twice.', 'It worked last month.',
    ],
  },
  invoice_request: {
    priority: 4,
    cores: [
      '[Please send me|I need|Can I get] [an invoice|the invoice|a receipt] for order {order}.',
      'The invoice for my {product} shows the wrong [company name|VAT number|amount].',
      'Where can I download [my invoices|all invoices of last year|a bill for my taxes]?',
      'Our accounting needs a [proper|corrected] invoice with [VAT|our tax number|the company address].',
      'I never received a [bill|receipt] for the {amount} I paid.',
      'The PDF of the invoice [is empty|does not open|is password protected].',
      'Please put [our purchase order number|the name of my company] on the invoice {order}.',
      'I need the receipt for the {product} for the [insurance|warranty|tax office].',
    ],
    details: [
      'A PDF by email is fine.', 'The amount was {amount}.', 'It is for last quarter.',
      'Our tax number has changed.', 'The deadline is on {weekday}.',
    ],
  },
  login_problem: {
    priority: 2,
    cores: [
      'I [cannot|can\'t] log in [to my account|any more|since the update].',
      'The password reset email [never arrives|does not come|is not in my spam folder either].',
      'It says my [password is wrong|account is locked|user does not exist] but I am sure it is right.',
      'I forgot [my password|which email I used], how do I get back into my account?',
      'The [login code|six digit code|verification text] is not sent to my phone.',
      'I got a new phone and the two-step login asks for codes from the old one.',
      'After logging in the site [throws me out again|sends me back to the login page].',
      'The reset link [has expired|says invalid] after {days} minutes.',
      'My account was locked after {days} failed attempts, please unlock it.',
    ],
    details: [
      'I tried two browsers.', 'My email has not changed.', 'I need to see my orders.',
      'Clearing the cookies did not help.', 'I can still log in on the old tablet.',
    ],
  },
  delete_account: {
    priority: 3,
    cores: [
      '[Please delete|I want you to delete|Delete] my account [and all my data|completely|].',
      'How do I close my [account|profile] for good?',
      'Under the privacy law I ask you to erase [everything you store about me|all my personal data].',
      'I no longer want to be your customer, remove my [profile|details|card data].',
      'There is no option to delete the account in the [settings|app].',
      'Which data do you keep about me[ and for how long|]? Please send me a copy.',
      'I asked you {days} days ago to delete my account and [I still can log in|still get mails].',
      'Take me off all [mailing lists|newsletters] and forget my address.',
      'My mother passed away, please close her account.',
    ],
    details: [
      'Please confirm the deletion in writing.', 'I have no open orders.', 'I do not agree to any further use.',
      'That includes the newsletter.', 'You have one month by law.',
    ],
  },
  cancel_subscription: {
    priority: 2,
    cores: [
      'I want to [cancel|end|stop] my [subscription|membership|monthly plan].',
      '[Why was|How come] my [subscription|membership] renewed although I cancelled it[ in time|]?',
      'How do I [turn off|disable] automatic renewal?',
      'Please move me from the [yearly|premium|family] plan to the [monthly|basic|single] one.',
      'The free trial [ended|was supposed to end] and you charged {amount} for a plan I do not use.',
      'Can I pause my membership for {days} weeks?',
      'I only wanted one month of the plus plan, [end it please|why do you charge the second?]',
      'The button to end my plan [is greyed out|leads nowhere].',
      'What is the notice period of the membership?',
    ],
    details: [
      'I do not use it any more.', 'The next payment is due on {weekday}.', 'Please confirm the end date.',
      'I signed up by accident.', 'The plan costs {amount} a month.',
    ],
  },
  discount_code: {
    priority: 4,
    cores: [
      'My [discount|voucher|promo] code {code} [does not work|is not accepted|says expired].',
      'I forgot to enter the [voucher|coupon] for order {order}, can you [add it later|refund the difference]?',
      'The newsletter promised [10|15|20] percent off but the basket [still shows the full price|ignores it].',
      'Can I [combine|use] two [coupons|vouchers] in one order?',
      'Where do I type in a gift card[ on the phone|]?',
      'Do you have a discount for [students|teachers|nurses|large orders]?',
      'The price of the {product} dropped by {amount} a day after I bought it, [do you match it|can I get the difference]?',
      'My gift card shows a balance of zero although it was worth {amount}.',
      'The code for first time customers is refused because of the [minimum amount|sale items].',
    ],
    details: [
      'The code is {code}.', 'It should be valid until {weekday}.', 'I took a screenshot of the offer.',
      'The minimum amount is reached.', 'It was a birthday present.',
    ],
  },
  product_question: {
    priority: 4,
    cores: [
      'Is the {product} [waterproof|machine washable|suitable for children|also sold in blue]?',
      'When will the {product} be [back in stock|available again]?',
      'What are the [exact measurements|dimensions|weight] of the {product}?',
      'Does the {product} come with [a warranty|batteries|a manual in French|a spare part]?',
      'Which size of {product} should I take if I am [between M and L|{days} centimetres taller than average]?',
      'Is the {product} made of [real leather|recycled plastic|cotton|steel]?',
      'Can the {product} be used with [a {product2}|the older model|230 volts]?',
      'What is the difference between the {product} [basic and pro|from this year and last year]?',
      'Where is the {product} [made|produced], and is it [vegan|fair trade]?',
    ],
    details: [
      'The page does not say.', 'I want to buy two.', 'The photos show different versions.',
      'It is for my [daughter|father|office].', 'I am allergic to nickel.',
    ],
  },
  app_crash: {
    priority: 2,
    cores: [
      'The app [crashes|closes|freezes] [as soon as I open it|when I open my orders|at checkout].',
      'Since the [last update|new version] the app [is terribly slow|shows only a white screen|drains my battery].',
      'The search [in the app|on your site] finds nothing, whatever I type.',
      'Pictures [do not load|stay grey] on my [tablet|old phone|laptop].',
      'Your website [is down|shows error {code}|does not load in my browser].',
      'Push notifications [do not arrive|come ten times] since version {version}.',
      'The basket empties itself [every time I switch pages|after a minute].',
      'Dark mode makes the text in the app unreadable.',
      'The scanner in the app [does not focus|stays black], so I cannot scan [a code|my gift card].',
    ],
    details: [
      'I have version {version}.', 'Reinstalling did not help.', 'It happens on Wi-Fi and on mobile data.',
      'Error {code} is all I see.', 'My phone is two years old.',
    ],
  },
  praise: {
    priority: 4,
    cores: [
      '[Just wanted to say thank you|Thanks a lot|Many thanks], the {product} is [wonderful|exactly what I wanted|perfect].',
      'Your colleague on the phone was [so kind|incredibly patient|a star].',
      'Fastest delivery ever, ordered on {weekday} and [here the next morning|it was there in a day].',
      'I have been a customer for {days} years and [never been disappointed|will stay one].',
      'The little handwritten card in the box [made my day|was such a nice touch].',
      'Great quality, [I will order again|already told all my friends].',
      'The new [app|website|packaging] is [lovely|a huge improvement|so much nicer].',
      'Problem solved within {days} minutes, [impressive|hats off]!',
      'My daughter loves her {product}, five stars from us.',
    ],
    details: [
      'Keep it up!', 'Please pass this on to the team.', 'No reply needed.', 'You do not hear that often enough.',
      'That is rare these days.',
    ],
  },
};

export const k_englishFrame = {
  openers: [
    'Hi,', 'Hello,', 'Hi there,', 'Good morning,', 'Dear team,', 'Hey,', 'Quick question:', 'Hello again.', 'To whom it may concern,',
    'Sorry to bother you.',
  ],
  closers: ['Thanks!', 'Thank you.', 'Best regards', 'Cheers', 'Kind regards', 'Have a nice day.'],
  /** For what a desk would answer first. */
  urgentClosers: [
    'Please help.', 'I expect a quick reply.', 'This is getting annoying.', 'Please hurry.', 'Not happy at all.',
    'Looking forward to your answer.', 'Many thanks in advance.', 'Thanks.',
  ],
};
