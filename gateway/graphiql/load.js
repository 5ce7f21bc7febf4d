// Stands in the page itself, so that it can tell when a file of GraphiQL does not come.
const place = document.getElementById('graphiql');

const tellFailure = (error) => {
  console.error(error);
  place.hidden = true;
  document.getElementById('failure').hidden = false;
};

/** The styles are asked for here, since a browser paints nothing before those that its page names have come. */
const loadStyles = () =>
  new Promise((resolve, reject) => {
    const styles = document.createElement('link');
    styles.rel = 'stylesheet';
    styles.href = '/graphiql/page.css';
    styles.onload = resolve;
    styles.onerror = () => reject(new Error(`${styles.href} does not come`));
    document.head.append(styles);
  });

Promise.all([import('/graphiql/page.js'), loadStyles()])
  .then(([{ show }]) => show(place, tellFailure))
  .catch(tellFailure);
