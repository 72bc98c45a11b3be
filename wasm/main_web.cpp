/// Nothing happens before the page calls boot() (exports.cpp); the module stays alive for it.
int main() { return 0; }
