package foyer.guest;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes names such as {@code CoolPanda1234}: an adjective, a noun and a number from 1 to 9999, 20 characters at most. Names
 * need not be unique, only likely to differ.
 */
public final class UsernameGenerator {

    static final List<String> ADJECTIVES = List.of(
            "Able",
            "Agile",
            "Amber",
            "Bold",
            "Brave",
            "Breezy",
            "Bright",
            "Calm",
            "Cheery",
            "Clever",
            "Cool",
            "Cosmic",
            "Cozy",
            "Crisp",
            "Daring",
            "Eager",
            "Fair",
            "Fancy",
            "Fearless",
            "Fluffy",
            "Gentle",
            "Glad",
            "Golden",
            "Grand",
            "Happy",
            "Honest",
            "Humble",
            "Jolly",
            "Keen",
            "Kind",
            "Lively",
            "Loyal",
            "Lucky",
            "Mellow",
            "Merry",
            "Mighty",
            "Misty",
            "Neat",
            "Nimble",
            "Noble",
            "Patient",
            "Playful",
            "Polite",
            "Proud",
            "Quick",
            "Quiet",
            "Rapid",
            "Royal",
            "Silent",
            "Silver",
            "Sleek",
            "Smart",
            "Snowy",
            "Solid",
            "Sunny",
            "Swift",
            "Tidy",
            "Vivid",
            "Warm",
            "Wise",
            "Witty",
            "Zesty");

    static final List<String> NOUNS = List.of(
            "Badger", "Bear", "Beaver", "Bison", "Cat", "Cheetah", "Comet", "Crane", "Deer", "Dolphin", "Dove", "Eagle",
            "Falcon", "Finch", "Fox", "Gecko", "Hare", "Hawk", "Heron", "Horse", "Koala", "Lark", "Lemur", "Leopard",
            "Lion", "Lynx", "Maple", "Meteor", "Moose", "Otter", "Owl", "Panda", "Panther", "Pelican", "Penguin",
            "Phoenix", "Puffin", "Rabbit", "Raven", "River", "Robin", "Rocket", "Salmon", "Seal", "Sparrow", "Squid",
            "Star", "Stork", "Swan", "Tiger", "Toucan", "Turtle", "Walrus", "Whale", "Willow", "Wolf", "Wombat", "Yak",
            "Zebra");

    private static final int MOST = 9_999;

    private final RandomGenerator random;

    /**
     * @param random need not be secure, must stand several threads
     */
    public UsernameGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** A new name. */
    public String next() {
        return one(ADJECTIVES) + one(NOUNS) + random.nextInt(1, MOST + 1);
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
