package foyer.store.memory;

import foyer.store.contract.MatchingContract;
import foyer.store.contract.NodesContract;
import foyer.store.contract.RaceContract;
import foyer.store.contract.RoomContract;
import foyer.store.contract.SessionContract;
import foyer.store.contract.StoreFixture;
import org.junit.jupiter.api.Nested;

/** What every store must do, on memory. */
class MemoryContractTest {

    @Nested
    class Sessions extends SessionContract {
        @Override
        protected StoreFixture open() {
            return new MemoryFixture();
        }
    }

    @Nested
    class Matching extends MatchingContract {
        @Override
        protected StoreFixture open() {
            return new MemoryFixture();
        }
    }

    @Nested
    class Rooms extends RoomContract {
        @Override
        protected StoreFixture open() {
            return new MemoryFixture();
        }
    }

    @Nested
    class Nodes extends NodesContract {
        @Override
        protected StoreFixture open() {
            return new MemoryFixture();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected StoreFixture open() {
            return new MemoryFixture();
        }
    }
}
