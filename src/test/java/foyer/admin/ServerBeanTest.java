package foyer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

/** That the MBean is one a console can show: open types only. */
class ServerBeanTest {

    @Test
    void everyAttributeAndOperationHasAnOpenType() throws Exception {
        MBeanInfo info = new StandardMBean(new ServerBean(null, null), ServerMXBean.class, true).getMBeanInfo();

        assertThat(info.getDescriptor().getFieldValue("mxbean")).isEqualTo("true");
        assertThat(Arrays.stream(info.getAttributes()).map(MBeanAttributeInfo::getName))
                .contains("Connections", "Sockets", "RefusedConnections", "QueuedBytes", "StoreState");
        assertThat(Arrays.stream(info.getOperations()).map(MBeanOperationInfo::getName))
                .contains("drain", "undrain", "disconnectGuest", "closeRoom", "endSession", "broadcastNotice");
    }
}
