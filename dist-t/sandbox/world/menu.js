export const EXTRAS = [
    { name: 'No onion', price_minor: 0 },
    { name: 'Gluten free', price_minor: 0 },
    { name: 'Extra cheese', price_minor: 250 },
    { name: 'Side of fries', price_minor: 600 },
    { name: 'Oat milk', price_minor: 75 },
    { name: 'Add prawns', price_minor: 850 },
];
const SOHO = {
    drink: 'House lager 900|Dry martini 1900|Negroni 1800|Sancerre, glass 1700|Pét-nat, bottle 7200|Barolo, bottle 14500|Sparkling water 850|Cortado 550',
    starter: 'Oysters, half dozen 2600|Jalapeño hush puppies 1400|Beef tartare 2400|Burrata & peach 2100|Focaccia 900',
    main: 'Bucatini cacio e pepe 2700|Roast chicken for one 3400|Dry-aged ribeye 7900|Branzino 4200|Mushroom bánh mì 2200|Soho burger 2600|Lobster risotto 5200',
    dessert: 'Crème brûlée 1400|Olive oil cake 1300|Affogato 1100',
};
const FULTON = {
    drink: 'Midwest IPA 800|Old fashioned 1600|Mezcal paloma 1500|Riesling, glass 1300|Cabernet, bottle 6800|Horchata 600|Espresso 400',
    starter: 'Corn elote 1100|Smoked trout dip 1500|Chicken liver mousse 1400|Little gem salad 1300',
    main: 'Double smash burger 1700|Brisket plate 2900|Pork chop & grits 3100|Walleye 3300|Giardiniera pizza 2300|Tomahawk for two 14800',
    dessert: 'Butter cake 1200|Malört float 900|Soft serve 700',
};
const LIBERTIES = {
    drink: 'Pint of stout 690|Whiskey sour 1350|Rosé, glass 950|Malbec, bottle 4200|Still water 450|Flat white 420|Pot of tea 380',
    starter: 'Soda bread & butter 550|Seafood chowder 1150|Black pudding croquettes 1050|Beetroot & goat’s curd 1100|Oysters, ½ dozen 1950',
    main: 'Fish & chips 2150|Beef & stout pie 2250|Sirloin, café de Paris 3650|Hake, mussels 2950|Celeriac Wellington 2100|Kids’ pasta 950',
    dessert: 'Sticky toffee pudding 950|Lemon posset 850|Irish coffee 950',
};
/** What each venue sells, by venue id. */
export const MENUS = {
    soho: menu(SOHO),
    fulton: menu(FULTON),
    liberties: menu(LIBERTIES),
};
function menu(card) {
    let position = 0;
    const dishes = (course) => card[course].split('|').map((written) => dish(written, course, position++));
    return { drink: dishes('drink'), starter: dishes('starter'), main: dishes('main'), dessert: dishes('dessert') };
}
function dish(written, course, position) {
    const cut = written.lastIndexOf(' ');
    return { course, position, name: written.slice(0, cut), price_minor: Number(written.slice(cut + 1)) };
}
//# sourceMappingURL=menu.js.map