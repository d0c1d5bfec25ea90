/* A key that was refused, cancelled or not there: allauth tells the console only. */

document.addEventListener("allauth.error", () => {
  document.getElementById("passkey-error").hidden = false;
});
