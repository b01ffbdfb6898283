package foyer.store.redis;

import foyer.store.contract.MatchingContract;
import foyer.store.contract.NodesContract;
import foyer.store.contract.RaceContract;
import foyer.store.contract.RoomContract;
import foyer.store.contract.SessionContract;
import foyer.store.contract.StoreFixture;
import foyer.testing.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every store must do, on a real Redis. */
class RedisContractTest {

    private static RedisProcess redis;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Nested
    class Sessions extends SessionContract {
        @Override
        protected StoreFixture open() {
            return new RedisFixture(redis);
        }
    }

    @Nested
    class Matching extends MatchingContract {
        @Override
        protected StoreFixture open() {
            return new RedisFixture(redis);
        }
    }

    @Nested
    class Rooms extends RoomContract {
        @Override
        protected StoreFixture open() {
            return new RedisFixture(redis);
        }
    }

    @Nested
    class Nodes extends NodesContract {
        @Override
        protected StoreFixture open() {
            return new RedisFixture(redis);
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected StoreFixture open() {
            return new RedisFixture(redis);
        }
    }
}
